import type { CardDocs } from '@hookwright/engine'

export const assignDocs: CardDocs = {
  help: 'Gives values a name and a data type of your choice, so that later cards can use them under it. A value that comes as text is converted where the text says so exactly, as “12” does for a number. A value that does not fit its type makes the card fail.',
  example: {
    config: {
      fields: [
        { id: 'team', label: 'Team', dataType: { kind: 'text', list: false } },
        { id: 'seats', label: 'Seats', dataType: { kind: 'number', list: false } }
      ]
    },
    inputs: { team: 'Support', seats: '12' },
    outputs: { team: 'Support', seats: 12 }
  }
}
