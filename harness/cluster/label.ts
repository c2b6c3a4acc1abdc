import { selectorOf } from '../base/selector.ts';

/** The label that every object made by the harness carries. */
export const LABEL = { 'app.kubernetes.io/part-of': 'touchstone' } as const;

/** The same as a selector of kubectl and the API. */
export const OUR_SELECTOR = selectorOf(LABEL);
