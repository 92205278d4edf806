import type { CardDocs } from '@hookwright/engine'

export const objectGetDocs: CardDocs = {
  help: 'Takes the value at a path out of an object, as in user.emails[0].value. Counting starts at 0. Put a key with dots, brackets or quotes in it into brackets and quotes, as in ["odd.key"]. Where the object has nothing at the path, the value is missing and the flow goes on.',
  example: {
    config: {},
    inputs: {
      object: { user: { emails: [{ value: 'ada@acme-hr.example' }] } },
      path: 'user.emails[0].value'
    },
    outputs: { value: 'ada@acme-hr.example' }
  }
}
