import type { CardDocs } from '@hookwright/engine'
import { stepLimitHelp } from '../kernel/step-limit.ts'

export const repeatDocs: CardDocs = {
  help: `Runs a helper flow as many times as you say, one after the other. Index counts from 0. When the helper flow fails, this flow fails with it; when it stops early, the next time follows. ${stepLimitHelp}`
}
