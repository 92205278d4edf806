import type { CardDocs } from '@hookwright/engine'
import { stepLimitHelp } from '../kernel/step-limit.ts'

export const listMapDocs: CardDocs = {
  help: `Runs a helper flow for each item of a list and makes a list of what it returns, in the order of the items. Map Item, or parts of it, to its inputs, and Index for the place, counted from 0. Each output of the helper flow becomes a list as long as the first, with null where the helper flow stopped early. When it fails for an item, this flow fails with it. ${stepLimitHelp}`
}
