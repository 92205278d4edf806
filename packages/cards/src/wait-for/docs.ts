import type { CardDocs } from '@hookwright/engine'
import { MOST_WAITS } from '@hookwright/model'

export const waitForDocs: CardDocs = {
  help: `Waits so long before the next card, up to a year. A run that an event has started is put down while it waits: it survives restarts, and goes on with all that the cards before it gave. Everything else, such as a registration, a test run or the values of a dropdown, waits on the spot and for no more than a minute. A run that waits more than ${MOST_WAITS.toLocaleString('en')} times, for example for each item of a list, is put on hold; you can let it go on from there.`,
  example: { config: { unit: 'seconds' }, inputs: { amount: 30 }, outputs: {} }
}
