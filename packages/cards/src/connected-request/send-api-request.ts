import type { CardExecutor } from '@hookwright/engine'
import { sendAsSet } from '../raw-request/send-pages.ts'
import { type ConnectedRequestConfig, rulesOfResponse } from './connected-request.ts'

/** Sends the request of a card of the API Connector with its connection. */
export const sendApiRequest: CardExecutor<ConnectedRequestConfig> = work =>
  sendAsSet(work, { authenticate: true, ...rulesOfResponse(work.config) })
