import { makeAcme } from '../fixtures/acme.ts'
import { firstLoadOf } from '../fixtures/first-load.ts'
import { expect, test } from '../fixtures/test.ts'

test('the shell and its lists load at most 250 kB of script and style', async ({
  api,
  page,
  installation
}) => {
  const id = await makeAcme(api, installation.practice)
  for (const path of ['/connectors', `/connectors/${id}/flows`, `/connectors/${id}/test-connections`]) {
    expect(await firstLoadOf(page, path), path).toBeLessThanOrEqual(250_000)
  }
})
