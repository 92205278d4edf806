import type { CardView } from '../view/card-view.ts'
import { scheduleParts } from '../view/lazy-schedule-parts.tsx'
import { scheduledRows } from './rows.ts'

/** View of a scheduled start. */
export const scheduledView = {
  rows: params => scheduledRows(params, scheduleParts, Date.now())
} satisfies CardView
