import type { CardProblem, Catalog } from '@hookwright/engine'
import { blankReceiving, type Card, type FieldId, problemsOfReceiving, Receiving } from '@hookwright/model'

/** The rules of a card's Event URLs; the blank ones where it has none, or none that can be read. */
export const readReceiving = ({ config }: Pick<Card, 'config'>): Receiving =>
  Receiving.safeParse(config.receiving).data ?? blankReceiving

/** Returns true if a card has unreadable rules, which saving others would lose. */
export const losesReceiving = ({ config }: Pick<Card, 'config'>): boolean =>
  config.receiving !== undefined && !Receiving.safeParse(config.receiving).success

const PREFIX = 'receiving.'

/** Returns true if a problem of the card is in its receiving rules. */
export const isOfReceiving = (field: FieldId): boolean => field.startsWith(PREFIX)

/** The place in the rules that the field of a problem names. */
export const receivingPlace = (field: FieldId): string =>
  isOfReceiving(field) ? field.slice(PREFIX.length) : field

/** Returns the problems of a card's receiving rules, each at its place. */
export const checkReceiving = (receiving: Receiving | undefined, catalog: Catalog): CardProblem[] =>
  receiving === undefined
    ? []
    : problemsOfReceiving(receiving, { connectionFields: catalog.connectionFields }).map(
        ({ path, message }) => ({ field: `${PREFIX}${path.join('.')}`, message })
      )
