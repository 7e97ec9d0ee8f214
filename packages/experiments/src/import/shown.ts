/** Places of the source that are named of each kind of loss; all are counted. */
export const SHOWN = 5;
