import { expect, test } from 'vitest'
import { pullRequestPayload, pushPayload } from './payload.ts'

test('the body is a push of about 2.9 KB with all fields that the flow reads, and without URLs of the API', () => {
  const body = pushPayload()
  expect(body.length).toBeGreaterThan(2800)
  expect(body.length).toBeLessThan(3100)
  expect(JSON.parse(body.toString())).toMatchObject({
    ref: expect.stringContaining('refs/heads/'),
    repository: { full_name: expect.any(String), html_url: expect.any(String) },
    sender: { login: expect.any(String) },
    commits: [expect.any(Object)]
  })
  expect(body.toString()).not.toContain('hooks_url')
})

test('the large body is a pull request of about 21 KB with all fields that the flow reads', () => {
  const body = pullRequestPayload()
  expect(body.length).toBeGreaterThan(20_000)
  expect(body.length).toBeLessThan(23_000)
  expect(JSON.parse(body.toString())).toMatchObject({
    pull_request: { head: { ref: expect.any(String) } },
    repository: { full_name: expect.any(String) },
    sender: { login: expect.any(String) }
  })
})
