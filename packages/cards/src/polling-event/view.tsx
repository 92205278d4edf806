import type { CardView } from '../view/card-view.ts'
import { ConnectionPart } from '../view/connection-part.tsx'
import { DeployedBody } from '../view/deployed-body.tsx'
import { scheduleParts } from '../view/lazy-schedule-parts.tsx'
import { pollingEventRows } from './rows.ts'

/** View of a polled event in a user's flow and in the maker's preview. */
export const pollingEventView = {
  Body: DeployedBody,
  rows: params => pollingEventRows(params, { Connection: ConnectionPart, ...scheduleParts }),
  branded: 'as-service'
} satisfies CardView
