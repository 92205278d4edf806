import { late } from '@hookwright/ui'

/** Loads the documentation of all cards, by card type. */
export const lateCardDocs = late(async () => (await import('@hookwright/cards/docs')).cardDocs)
