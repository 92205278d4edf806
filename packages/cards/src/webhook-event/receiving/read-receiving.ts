import { blankReceiving, type Card, Receiving } from '@hookwright/model'

/** The rules of a card's Event URLs; the blank ones where it has none, or none that can be read. */
export const readReceiving = ({ config }: Pick<Card, 'config'>): Receiving =>
  Receiving.safeParse(config.receiving).data ?? blankReceiving

/** Returns true if a card has unreadable rules, which saving others would lose. */
export const losesReceiving = ({ config }: Pick<Card, 'config'>): boolean =>
  config.receiving !== undefined && !Receiving.safeParse(config.receiving).success
