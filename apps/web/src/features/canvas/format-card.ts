import { late } from '@hookwright/ui'

/** What is told of each card, by its type. */
export const cardWords = late(async () => (await import('@hookwright/cards/docs')).cardDocs)
