import type { CardExecutor } from '@hookwright/engine'
import type { DateShiftConfig } from '../date-shift/date-shift-card.ts'
import { shift } from '../date-shift/shift.ts'

/** Gives the earlier moment. */
export const execute: CardExecutor<DateShiftConfig> = work => shift(work, -1)
