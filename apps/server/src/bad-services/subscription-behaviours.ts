import { SECOND } from '@hookwright/model'
import { type Behaviour, doneAnd, entry, fine } from './behaviour.ts'
import { asking, bodied, refusing } from './manners.ts'

const brokeOff = 'the service closed the connection'
const whole = 60 * SECOND

/** Misbehaviours of services that execute requests but respond wrongly or not at all. */
export const subscriptionBehaviours: Behaviour[] = [
  {
    name: 'does it, and its answer is lost',
    acts: ({ does, socket }) => {
      does()
      socket.resetAndDestroy()
    },
    ...doneAnd(brokeOff)
  },
  {
    name: 'does it, and does not say the id',
    acts: bodied(() => '{"ok":true}'),
    turnOn: { ends: 'uncertain', says: 'without an id' },
    turnOff: { ends: 'nothing is left' }
  },
  {
    name: 'never sends its handshake',
    proves: true,
    acts: asked => {
      asked.answers(asked.does())
      asked.holds()
    },
    turnOn: {
      ends: 'timed-out',
      says: 'sent nothing to the Event URL within 60 seconds',
      takes: whole,
      undone: true
    },
    turnOff: null
  },
  { name: 'sends its handshake twice', acts: asking(2, ({ token }) => token), ...fine },
  {
    name: 'sends its handshake with a wrong key',
    acts: asking(1, () => 'another'),
    turnOn: { ends: 'refused', says: 'was answered with 400' },
    turnOff: null
  },
  ...[404, 410].map(
    (status): Behaviour => ({
      name: `answers ${status} to a deregistration, since it is gone`,
      acts: asked => {
        asked.does()
        refusing(status)(asked)
      },
      turnOn: null,
      turnOff: { ends: 'nothing is left' }
    })
  ),
  {
    name: 'answers 404 to a deregistration that takes it for done',
    forgives: true,
    acts: asked => {
      asked.does()
      refusing(404)(asked)
    },
    turnOn: null,
    turnOff: { ends: 'nothing is left' }
  },
  {
    name: 'hangs at a deregistration',
    acts: ({ holds }) => holds(),
    timeoutSeconds: 60,
    turnOn: null,
    turnOff: entry('within 60 seconds', whole)
  }
]
