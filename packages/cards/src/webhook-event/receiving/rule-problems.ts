import type { CardProblem, Catalog } from '@hookwright/engine'
import { blankReceiving, type Card, type FieldId, problemsOfReceiving, Receiving } from '@hookwright/model'

/** Returns the receiving rules of a card. Missing or unreadable rules are replaced by the blank rules. */
export const readReceiving = ({ config }: Pick<Card, 'config'>): Receiving =>
  Receiving.safeParse(config.receiving).data ?? blankReceiving

/** Returns true if a card has unreadable rules. Saving the dialog would overwrite them. */
export const losesReceiving = ({ config }: Pick<Card, 'config'>): boolean =>
  config.receiving !== undefined && !Receiving.safeParse(config.receiving).success

const PREFIX = 'receiving.'

/** Returns true if a problem's field is in the receiving rules. */
export const isOfReceiving = (field: FieldId): boolean => field.startsWith(PREFIX)

/** Converts the field of a problem to the path in the receiving rules, such as `verify.0.content`. */
export const receivingPlace = (field: FieldId): string =>
  isOfReceiving(field) ? field.slice(PREFIX.length) : field

/** Returns the problems of a card's receiving rules, each with its field. */
export const checkReceiving = (receiving: Receiving | undefined, catalog: Catalog): CardProblem[] =>
  receiving === undefined
    ? []
    : problemsOfReceiving(receiving, { connectionFields: catalog.connectionFields }).map(
        ({ path, message }) => ({ field: `${PREFIX}${path.join('.')}`, message })
      )
