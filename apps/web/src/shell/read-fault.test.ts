import { expect, test } from 'vitest'
import { readFault } from './read-fault.ts'

const head = 'GET /me was answered with 401'

test.each([
  ['{"error":{"code":"unauthorized","message":"No such key."}}', 'No such key.'],
  ['{"message":"Bad credentials","status":"401"}', 'Bad credentials'],
  ['{"error":"invalid_token","error_description":"The token has expired"}', 'The token has expired'],
  ['{"errors":[{"title":"Nope","detail":"Not allowed here"}]}', 'Not allowed here'],
  ['{"error":"invalid_token"}', 'invalid_token']
])('of the answer %s it says what the service says, and keeps the whole apart', (answer, said) => {
  expect(readFault(`${head}: ${answer}`)).toEqual({
    said: `${head}: ${said}`,
    answer: JSON.stringify(JSON.parse(answer), null, 2)
  })
})

test.each([
  `${head}: no such hook`,
  `${head}: {"a":1}`,
  `${head}: {"message":"cut of`,
  `${head}: ["a"]`,
  'It took too long.',
  ''
])('the message %j is said as it is', message => {
  expect(readFault(message)).toEqual({ said: message, answer: null })
})
