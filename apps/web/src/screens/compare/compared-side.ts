import type { VersionSnapshot } from '@hookwright/model'

/** Search parameter value of the draft. */
export const DRAFT = 'draft'

/** One of the two sides of a comparison. */
export interface Side {
  /** Value in the URL: a number or `draft`. */
  key: string
  /** Name on the page: “Version 3”, “Draft”. */
  name: string
  snapshot: VersionSnapshot
}
