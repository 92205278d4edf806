import type { StepId } from './first-steps.ts'

/** Title and instruction of each step. */
export const stepTexts: Record<StepId, { title: string; say: string }> = {
  'load-sample': {
    title: 'Load the sample',
    say: 'A connector for Acme HR, the practice service on this computer, a connection to it, and a flow that uses both.'
  },
  'open-flow': {
    title: 'Open the flow',
    say: 'It starts with the event “User created” and writes a welcome to each new person.'
  },
  'turn-on': {
    title: 'Turn it on',
    say: 'One click, and Acme HR knows the address to which it sends its events.'
  },
  'send-event': {
    title: 'Send an event',
    say: 'Acme HR opens beside. Press “Send event” there, and someone new has joined.'
  },
  'see-run': {
    title: 'See the run',
    say: 'What arrived, and what each card made of it, value by value.'
  },
  'open-builder': {
    title: 'Open the Builder',
    say: 'How the connector is made: its event, and the flows that register and deregister it.'
  }
}
