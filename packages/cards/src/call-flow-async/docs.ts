import type { CardDocs } from '@hookwright/engine'

export const callFlowAsyncDocs: CardDocs = {
  help: 'Begins a run of a helper flow and goes on at once, without waiting for its end. The run goes on by itself, is listed among the runs with the one that began it, and is tried again or fails without this flow. The card gives the ID of the run and none of what the helper flow returns. All that comes of one event can begin at most 1,000 such runs, 16 of them each begun by the one before. In a test, and while a flow is turned on or off, the helper flow runs in place.'
}
