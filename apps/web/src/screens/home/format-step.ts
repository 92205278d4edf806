import type { StepId } from './first-steps.ts'

/** Title and instruction of each step. */
export const stepTexts: Record<StepId, { title: string; say: string }> = {
  'load-sample': {
    title: 'Load the sample',
    say: 'Adds a connector for Acme HR (the practice service on this computer), a connection to it, and a flow that uses both.'
  },
  'open-flow': {
    title: 'Open the flow',
    say: 'It starts with the event “User created” and writes a welcome to each new person.'
  },
  'turn-on': {
    title: 'Turn it on',
    say: 'This registers the flow’s Event URL at Acme HR, which then sends its events there.'
  },
  'send-event': {
    title: 'Send an event',
    say: 'Acme HR opens in a new tab. Press “Send event” there to create a user.'
  },
  'see-run': {
    title: 'See the run',
    say: 'See the event and the inputs and outputs of each card.'
  },
  'open-builder': {
    title: 'Open the Builder',
    say: 'See how the connector is built: its event, and the flows that register and deregister it.'
  }
}
