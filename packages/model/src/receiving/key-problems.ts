import { shortened } from '../kernel/cut-text.ts'
import { isHostPattern } from './hosts.ts'
import type { KeySource } from './key-source.ts'
import type { ReceivingContext, ReceivingProblem } from './problem.ts'
import type { Receiving } from './receiving.ts'
import { parsePath } from './template.ts'
import { problemsOfText } from './text-problems.ts'

type Path = ReceivingProblem['path']

export const problemsOfHosts = (hosts: readonly string[], path: Path): ReceivingProblem[] =>
  hosts.flatMap((host, index) =>
    isHostPattern(host)
      ? []
      : [
          {
            path: [...path, index],
            message: `“${shortened(host)}” is not a valid host. Enter a host name; * is allowed only at the start, as in *.acme.example.`
          }
        ]
  )

const isHttps = (text: string): boolean => {
  try {
    return new URL(text).protocol === 'https:'
  } catch {
    return false
  }
}

/** Returns the problems of a key source. */
export const problemsOfKey = (
  key: KeySource,
  path: Path,
  receiving: Receiving,
  { connectionFields }: ReceivingContext
): ReceivingProblem[] => {
  const say = (name: string, message: string) => [{ path: [...path, name], message }]
  switch (key.from) {
    case 'connection':
      if (key.field === '')
        return say(
          'field',
          'Choose the field of the connection that contains the key, or another source under Key.'
        )
      return connectionFields === undefined || connectionFields.some(({ id }) => id === key.field)
        ? []
        : say('field', 'The connection has no such field. Choose one of its fields for the key.')
    case 'generated':
      return []
    case 'registration':
      return parsePath(key.path) === null
        ? say('path', 'Enter the path of the key in the Registration Data, such as secret or data.secret.')
        : []
    case 'captured':
      return receiving.handshake.some(({ capture }) => capture.some(({ name }) => name === key.name))
        ? []
        : say(
            'name',
            'No handshake stores a secret with this name. Store it in a handshake, or choose another secret.'
          )
    case 'public':
      return key.key.trim() === '' ? say('key', 'Paste the public key.') : []
    case 'certificate':
      return [
        ...problemsOfText(key.url, [...path, 'url'], 'event'),
        ...problemsOfHosts(key.hosts, [...path, 'hosts'])
      ]
    case 'jwks':
      return isHttps(key.url) ? [] : say('url', 'Enter the https URL of the key set.')
  }
}
