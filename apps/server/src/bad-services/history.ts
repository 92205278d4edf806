import type { Outcome } from './try-act.ts'

/** Converts an outcome to the input of the history checker. */
export const historyOf = ({ known: { subscription, entries, eventUrl }, there }: Outcome) => {
  const { id, flowId, status, wanted, replacedBy, terms } = subscription
  const held = {
    id,
    flow: flowId,
    status: status.is,
    how: status.is === 'ended' ? status.how : null,
    wanted,
    owned:
      (replacedBy !== null && status.is !== 'ended') || entries.some(entry => entry.status.is === 'open'),
    registers: terms.registration !== null,
    url: eventUrl
  }
  const nothing = { sent: [], kept: [], runs: [], effects: [], recorded: [], integrity: [] }
  return { ...nothing, subscriptions: [held], there }
}
