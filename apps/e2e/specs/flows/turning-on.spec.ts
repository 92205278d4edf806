import { pill, text } from '@hookwright/model'
import { subscriptionsAt } from '../../fixtures/directory.ts'
import { expectAccessible } from '../../fixtures/expect-accessible.ts'
import { makePeopleFlow } from '../../fixtures/people-flow.ts'
import { expect, test } from '../../fixtures/test.ts'
import { card } from '../../pages/flow-docs.ts'
import { sendPeople, userFlowPage } from '../../pages/user-flow.ts'

test('[row 79a] a flow that is turned on where it is drawn: the service gets its Event URL and the option, and what was typed last runs', {
  tag: '@full'
}, async ({ api, page, installation: { practice } }) => {
  const { flowId } = await makePeopleFlow(api, practice, {
    name: 'Welcome',
    inputs: {},
    cards: [
      card('greet', 'compose', { title: 'Greet', inputs: { text: text('Hello ', pill('start', 'name')) } })
    ]
  })
  await page.goto(`/flows/${flowId}`)
  const flow = userFlowPage(page)
  await flow.choose('People changed', 'Event type', 'File deleted')
  await flow.choose('People changed', 'Department', 'Legal')
  await flow.field('Greet', 'Text').fill('Typed last')
  const toggle = page.getByRole('switch', { name: 'Welcome' })
  await toggle.click()
  await expect(toggle).toBeChecked()
  await expectAccessible(page)
  const [subscription] = await api.query<{ id: string }[]>('subscriptions.list', { flowId })
  const url = await api.query<string>('subscriptions.eventUrl', { subscriptionId: subscription?.id })
  expect(await subscriptionsAt(practice)).toMatchObject([{ url, eventType: 'file.deleted' }])
  await expect(page.getByText(`/e/…${url.slice(-4)}`, { exact: true })).toBeVisible()

  await sendPeople(api, flowId, [{ name: 'Mira Example', email: 'mira@acme.test', active: true }])
  const newest = flow.live.getByRole('listitem').first()
  await expect(newest).toContainText('succeeded')
  await expect(page.getByText('The draft differs from the running version.')).toHaveCount(0)
  const { rows } = await api.query<{ rows: { id: string; kind: string }[] }>('runs.list', { flowId })
  const runs = await Promise.all(
    rows.map(({ id }) =>
      api.query<{ steps: { path: unknown[]; outputs?: { output?: unknown } }[] | null }>('runs.get', {
        runId: id
      })
    )
  )
  const said = runs.flatMap(({ steps }) => steps ?? []).filter(({ path }) => path.at(-1) === 'greet')
  expect(said.map(({ outputs }) => outputs?.output)).toEqual(['Typed last'])

  await toggle.click()
  const panel = page.getByRole('dialog', { name: 'Switch of Welcome' })
  await expect(panel).toContainText('The flow is off')
  await expect(panel).toContainText('204')
  await expect(toggle).not.toBeChecked()
  await expect(flow.live.getByText('Live', { exact: true })).toBeHidden()
  expect(await subscriptionsAt(practice)).toEqual([])
})
