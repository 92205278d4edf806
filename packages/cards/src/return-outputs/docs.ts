import type { CardDocs } from '@hookwright/engine'

export const returnOutputsDocs: CardDocs = {
  help: 'Ends the event flow and names the values that users get from the event. Add groups with fields, and map parts of Body to them; what is not mapped is given as nothing. A value that does not fit its data type is given as nothing too, with a warning in the run, and only a card that reads it fails. A guessed type accepts any value until you confirm it. Switch Run mode on when one delivery holds a list of records: map the list, and map each field from Record.'
}
