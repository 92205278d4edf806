import { type Deed, outputs } from '@hookwright/engine'
import type { ConcatenateConfig } from './card.ts'

/** Joins the texts; a missing one counts as empty, so that joining in parts or at once comes out the same. */
export const deed: Deed<ConcatenateConfig> = ({ config, inputs }) =>
  outputs({ output: config.fields.map(field => inputs[field.id] ?? '').join(config.separator) })
