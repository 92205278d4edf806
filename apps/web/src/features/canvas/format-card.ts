import { lazyPart } from '@hookwright/ui'

/** Loads the documentation of all cards, by card type. */
export const lazyCardDocs = lazyPart(async () => (await import('@hookwright/cards/docs')).cardDocs)
