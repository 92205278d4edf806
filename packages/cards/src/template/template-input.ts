import type { Binding, Field } from '@hookwright/model'

/** Input for the template of a helper flow. */
export interface TemplateInput {
  /** The options of the event that it is made for. */
  options: Field[]
  /** Base URL of the connector's requests. */
  baseUrl: Binding
  /** A new id for a card or a field. */
  newId: () => string
}
