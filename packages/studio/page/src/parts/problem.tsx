import { Refusal, Unreachable } from '../request.js';
import { useText } from '../text.js';

interface ProblemProps {
  readonly error: unknown;
}

/** What keeps something from being shown or stored, in words. Not for a server that is away: the banner says that. */
export function Problem({ error }: ProblemProps) {
  const t = useText();
  if (error === null || error instanceof Unreachable) return null;
  const message = error instanceof Refusal ? t(error.problem.message.ko, error.problem.message.en) : String(error);
  return (
    <p class="problem" role="alert">
      {message}
    </p>
  );
}
