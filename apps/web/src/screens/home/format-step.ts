import type { FirstStep, StepId } from '../../features/first-steps/first-steps.ts'

/** Title and instruction of each step. */
export const stepTexts: Record<StepId, { title: string; say: string }> = {
  'load-sample': {
    title: 'Load the sample',
    say: 'Adds connectors for Acme HR and Acme Chat (practice services on this computer), a connection to each, and a flow that uses both.'
  },
  'open-flow': {
    title: 'Open the flow',
    say: 'It starts with the event “User created”, assigns a laptop in Acme HR and posts a welcome message in Acme Chat.'
  },
  'turn-on': {
    title: 'Turn it on',
    say: 'This registers the flow’s Event URL at Acme HR. Acme HR then sends its events to this URL.'
  },
  'send-event': {
    title: 'Send an event',
    say: 'Acme HR opens in a new tab. Press “Send event” there to create a user.'
  },
  'see-run': {
    title: 'See the run',
    say: 'See the event and the inputs and outputs of each card. The message is in Acme Chat.'
  },
  'stop-server': {
    title: 'Test a restart',
    say: 'Kill the server (kill -9) and start it again. Every accepted event and the registration are still there.'
  },
  'sign-in': {
    title: 'Post as yourself (optional)',
    say: 'Sign in to Acme Chat, then choose your account on the card “Post message”.'
  }
}

/** Returns the style of a step's button. Only the next step has a primary button. */
export const buttonLookOf = ({ is }: FirstStep): 'primary' | 'plain' => (is === 'next' ? 'primary' : 'plain')

/**
 * Returns the accessible name of a control: its visible text and the title of its step, as in “Open: Send an
 * event”.
 */
export const named = (words: string, { id }: FirstStep) => {
  const { title } = stepTexts[id]
  return { 'aria-label': title.startsWith(words) ? title : `${words}: ${title}` }
}
