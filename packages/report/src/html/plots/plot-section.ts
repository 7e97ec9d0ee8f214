import type { Report } from '@jatdae/schema';
import { contentRows } from '../../contents.js';
import { rankedModels } from '../../models.js';
import { clean } from '../../text.js';
import { LABELS } from '../../words.js';
import { html, type Markup } from '../markup.js';
import type { HtmlPage } from '../page.js';
import { WORDS } from '../words.js';
import { answerPositions } from './answer-positions.js';
import { drawFigure } from './draw.js';
import { itemDifficulty } from './item-difficulty.js';
import { modelScores } from './model-scores.js';
import { splitShares } from './split-shares.js';
import { textLengths } from './text-lengths.js';

const FIGURES = [splitShares, answerPositions, textLengths, itemDifficulty, modelScores];

/** What the items are made of and what models make of them: plots, then what has no plot. */
export function plotSection(report: Report, page: HtmlPage): Markup | null {
  const { say } = page;
  const figures = FIGURES.map((figure) => figure(report, page)).filter((figure) => figure !== null);
  const contents = contentRows(report, page.language);
  if (figures.length === 0 && contents.length === 0) return null;
  return html`<section id="plots" aria-labelledby="plots-title"><h2 id="plots-title">${say(WORDS.plots)}</h2>
<div class="plots">${figures.map((figure) => drawFigure(figure, say(WORDS.numbers)))}
${modelTable(report, page)}
${contents.length === 0 ? null : html`<figure><figcaption><h3>${say(LABELS.contents)}</h3></figcaption><dl class="contents">${contents.map(({ title, parts }) => html`<dt>${title}</dt><dd>${parts.join(' · ')}</dd>`)}</dl></figure>`}
</div></section>`;
}

/** The models, best first, with the places that they keep when other items are drawn. */
function modelTable(report: Report, { say }: HtmlPage): Markup | null {
  const models = rankedModels(report);
  if (models.length === 0) return null;
  return html`<figure><figcaption><h3>${say(LABELS.models)}</h3></figcaption><table><thead><tr><th scope="col">${say(LABELS.model)}</th><th scope="col" class="number">${say(LABELS.score)}</th><th scope="col" class="number">${say(LABELS.rank)}</th><th scope="col" class="number">${say(LABELS.rankInterval)}</th></tr></thead>
<tbody>${models.map(
    ({ id, score, rank, low, high }) =>
      html`<tr><th scope="row">${clean(id)}</th><td class="number">${score.toFixed(4)}</td><td class="number">${rank}</td><td class="number">${low === high ? low : `${low}–${high}`}</td></tr>`,
  )}</tbody></table></figure>`;
}
