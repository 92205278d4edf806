import type { VersionSnapshot } from '@hookwright/model'

/** Search parameter value that stands for the draft. */
export const DRAFT = 'draft'

/** One of two sides that are compared. */
export interface Side {
  /** Value in the address: a number or `draft`. */
  key: string
  /** Name on the page: “Version 3”, “Draft”. */
  name: string
  snapshot: VersionSnapshot
}
