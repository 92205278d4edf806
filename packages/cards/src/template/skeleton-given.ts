import type { Binding, Field } from '@hookwright/model'

/** What a helper flow's skeleton follows from. */
export interface SkeletonGiven {
  /** The options of the event that it is made for. */
  options: Field[]
  /** Where the connector's requests start. */
  baseUrl: Binding
  /** A new id for a card or a field. */
  newId: () => string
}
