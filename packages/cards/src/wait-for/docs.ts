import type { CardDocs } from '@hookwright/engine'

export const waitForWords: CardDocs = {
  help: 'Waits so long before the next card, up to a year. A run that an event has started is put down while it waits: it survives restarts, and goes on with all that the cards before it gave. Everything else, such as a registration, a test run or the values of a dropdown, waits on the spot and for no more than a minute.',
  example: { config: { unit: 'seconds' }, inputs: { amount: 30 }, outputs: {} }
}
