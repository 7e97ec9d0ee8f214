import { Environment, Interpreter, parse, tokenize } from '@huggingface/jinja';

/** Fills a template in. @throws Error where it uses what the values do not have */
export type Render = (values: Readonly<Record<string, unknown>>) => string;

/**
 * A Jinja template, read with the settings of Jinja2's own `Environment()`: blanks and line ends beside a block stay.
 * @throws Error where it is no template
 */
export function jinjaTemplate(source: string): Render {
  const program = parse(tokenize(source));
  return (values) => {
    const environment = new Environment();
    for (const [name, value] of Object.entries(values)) environment.set(name, value);
    const { value } = new Interpreter(environment).run(program);
    return String(value);
  };
}
