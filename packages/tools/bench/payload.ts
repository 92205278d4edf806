import { createRequire } from 'node:module'
import type { WebhookDefinition } from '@octokit/webhooks-examples'

const examples: WebhookDefinition[] = createRequire(import.meta.url)('@octokit/webhooks-examples')

/**
 * Returns a real push payload of GitHub without its unused API URLs: about 2.9 KB of JSON.
 *
 * @throws Error when the package has no example of a push
 */
export function pushPayload(): Buffer {
  const pushes = examples.find(({ name }) => name === 'push')?.examples ?? []
  const longest = pushes
    .filter(push => 'commits' in push)
    .reduce((one, other) => (other.commits.length > one.commits.length ? other : one))
  return Buffer.from(JSON.stringify(longest, (key, value) => (isApiAddress(key) ? undefined : value)))
}

/**
 * Returns a real pull request payload of GitHub: about 21 KB of JSON.
 *
 * @throws Error when the package has no example of a pull request
 */
export function pullRequestPayload(): Buffer {
  const bodies = (examples.find(({ name }) => name === 'pull_request')?.examples ?? [])
    .map(example => Buffer.from(JSON.stringify(example)))
    .filter(({ length }) => length >= 20_000)
    .sort((one, other) => one.length - other.length)
  if (bodies[0] === undefined) throw new Error('There is no example of a pull request.')
  return bodies[0]
}

function isApiAddress(key: string) {
  return key.endsWith('_url') && key !== 'html_url'
}
