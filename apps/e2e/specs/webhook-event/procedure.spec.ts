import { makeAcme } from '../../fixtures/acme.ts'
import { expect, test } from '../../fixtures/test.ts'
import { countedMouse } from '../../pages/counted-mouse.ts'
import { drawSampleEvent, groups } from '../../pages/sample-event.ts'

test('a webhook event with two options, both helper flows and two groups of outputs is drawn and deployed with fewer than 60 clicks and drags', async ({
  api,
  page,
  installation
}, info) => {
  test.setTimeout(180_000)
  const connectorId = await makeAcme(api, installation.practice)
  await page.goto(`/connectors/${connectorId}/flows`)
  const mouse = countedMouse(page)
  await drawSampleEvent(page, mouse)
  info.annotations.push({ type: 'clicks and drags', description: String(mouse.count()) })
  process.stdout.write(`Steps 3 to 11 by mouse: ${mouse.count()} clicks and drags.\n`)
  expect(mouse.count()).toBeLessThan(60)
  const [event] = await api.query<{ signature: unknown }[]>('events.list')
  expect(event?.signature).toMatchObject({
    name: 'User events',
    options: [{ label: 'Event type' }, { label: 'Department' }],
    outputs: groups.map(({ name, fields: members }) => ({
      name,
      fields: members.map(({ label }) => ({ label }))
    }))
  })
})
