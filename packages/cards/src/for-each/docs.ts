import type { CardDocs } from '@hookwright/engine'
import { stepLimitHelp } from '../kernel/step-limit.ts'

export const forEachDocs: CardDocs = {
  help: `Runs a helper flow for each item of a list, one after the other in their order. Map Item, or parts of it, to its inputs, and Index for the place, counted from 0. When the helper flow fails for an item, this flow fails with it; when it stops early, the next item follows. A list that is missing has no items. ${stepLimitHelp}`
}
