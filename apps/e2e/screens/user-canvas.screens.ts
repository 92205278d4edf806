import { literal, pill, text } from '@hookwright/model'
import { connectAcme, makeDirectory } from '../fixtures/directory.ts'
import { turnOn } from '../fixtures/greeting.ts'
import { shoot } from '../fixtures/shoot.ts'
import { expect, test } from '../fixtures/test.ts'
import { card, flowOf } from '../pages/flow-docs.ts'
import { newUserFlow, sendPeople, userFlowPage } from '../pages/user-flow.ts'

test('the canvas of a user’s flow', async ({ api, page, installation }) => {
  test.setTimeout(300_000)
  const { practice } = installation
  const empty = await newUserFlow(api)
  await page.goto(`/flows/${empty}`)
  const flow = userFlowPage(page)
  await page.getByRole('button', { name: 'Add event' }).click()
  await expect(flow.chooser).toContainText('No service has events yet')
  await shoot(page, 'user-canvas-nothing-deployed')
  await page.keyboard.press('Escape')

  const directory = await makeDirectory(api, practice)
  await page.goto(`/flows/${empty}`)
  await expect(page.getByText('Every flow starts with an event.')).toBeVisible()
  await shoot(page, 'user-canvas-empty')
  await page.getByRole('button', { name: 'Add event' }).click()
  await expect(flow.chooser).toContainText('People changed')
  await shoot(page, 'user-canvas-chooser')
  await flow.chooser.getByRole('button', { name: /^People changed/ }).click()
  await expect(flow.card('People changed')).toBeVisible()
  await shoot(page, 'user-canvas-event')
  await flow.card('People changed').getByRole('button', { name: 'New connection' }).click()
  await expect(flow.newConnection.getByLabel('API key')).toBeVisible()
  await shoot(page, 'user-canvas-new-connection')

  const connectionId = await connectAcme(api, practice, directory.connectorId, 'Acme prod')
  const flowId = await newUserFlow(api, {
    name: 'Welcome new joiners',
    doc: flowOf(
      card('start', 'connector-event', {
        title: 'People changed',
        config: { ...directory, connectionId, runMode: 'each' },
        inputs: { event_type: literal('user.created'), department: literal('people') }
      }),
      card('check', 'continue-if', {
        config: { operator: 'is-not-empty' },
        inputs: { left: pill('start', 'email') }
      }),
      card('greet', 'compose', {
        title: 'Write the welcome',
        inputs: { text: text('Welcome, ', pill('start', 'name'), '!') }
      })
    )
  })
  await page.goto(`/flows/${flowId}`)
  await expect(flow.card('Write the welcome')).toBeVisible()
  await expect(page.getByText('Turn the flow on to receive events')).toBeVisible()
  await shoot(page, 'user-canvas-off')
  await turnOn(api, flowId)
  for (const name of ['Mira Example', 'Noa Example', 'Ola Example'])
    await sendPeople(api, flowId, [{ name, email: 'someone@acme.test', active: true }])
  await expect(flow.live.getByRole('listitem')).toHaveCount(3)
  await expect(flow.live).toContainText('succeeded')
  await shoot(page, 'user-canvas-on')
})
