import { Fault, one } from '@hookwright/model'
import { plainCard } from '../kernel/plain-card.ts'

/** Card that fails with the maker's message. */
export const returnError = plainCard({
  type: 'return-error',
  title: 'Return Error',
  group: 'Error Handling',
  docs: {
    summary: 'Ends the flow with an error message',
    aliases: ['throw', 'raise', 'stop', 'fail', 'exception', 'abort'],
    help: 'Ends the flow with an error message that you write. Put it in a block of If/Else or If Error, for the case in which the flow should not continue. The run fails too, unless an If Error card catches the error. Describe the problem and the next step in the message.'
  },
  ports: {
    inputs: [{ id: 'message', label: 'Message', type: one('text'), required: true, mayBeNull: true }]
  },
  /** Throws `card.failed` with the maker's message. */
  execute: ({ inputs, name }) => {
    const message =
      typeof inputs.message === 'string' && inputs.message !== ''
        ? inputs.message
        : `“${name}” ended the flow, but its message is empty. Map another message.`
    throw new Fault('card.failed', { message })
  }
})
