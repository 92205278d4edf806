import type { CardWords } from '@hookwright/engine'

export const returnOutputsWords: CardWords = {
  help: 'Ends the event flow and names the values that users get from the event. Add groups with fields, and map parts of Body to them; what is not mapped is given as nothing. Switch Run mode on when one delivery holds a list of records: map the list, and map each field from Record.'
}
