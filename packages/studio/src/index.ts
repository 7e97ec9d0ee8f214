export { type ReviewOptions, type RunningReview, startReview } from './start-review.js';
export { isServer } from './store/open-database.js';
