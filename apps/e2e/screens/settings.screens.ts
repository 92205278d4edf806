import { deployDraft, makeGreeting, makeListener, saidBy, sendUser, turnOn } from '../fixtures/greeting.ts'
import { shoot } from '../fixtures/shoot.ts'
import { expect, test } from '../fixtures/test.ts'
import { flowsPage } from '../pages/flows-page.ts'
import { deliveriesList, inspector } from '../pages/history.ts'

test.setTimeout(300_000)

test('settings, what is kept of a flow, and how it is cleared', async ({
  api,
  page,
  installation: { practice }
}) => {
  const { connectorId, eventFlowId } = await makeGreeting(api, practice)
  const versionId = await deployDraft(api, connectorId)
  const name = 'Greet newcomers'
  const flowId = await makeListener(api, practice, { connectorId, eventFlowId, versionId, name })
  await api.mutate('keeping.redactFlow', { flowId, paths: ['body.record.email'] })
  await api.mutate('keeping.setRules', {
    payloadDays: 30,
    metadataDays: 90,
    redaction: ['headers.authorization']
  })
  await turnOn(api, flowId)
  await sendUser(practice, 'ada@acme.example')
  await expect.poll(() => saidBy(api, flowId)).toHaveLength(1)

  for (const view of ['general', 'retention', 'about']) {
    await page.goto(`/settings/${view}`)
    await page.getByRole('heading', { level: 1 }).waitFor()
    if (view === 'retention') await page.getByText(/are free for what comes/).waitFor()
    await shoot(page, `settings-${view}`)
  }
  await flowsPage(page).open()
  await flowsPage(page).menu(name, 'Kept data')
  await page.getByText(/^1 delivery, /).waitFor()
  await shoot(page, 'flow-data')
  await page.getByRole('button', { name: 'Clear data' }).click()
  await page.getByRole('alertdialog').waitFor()
  await shoot(page, 'clear-data')
  const list = deliveriesList(page)
  await list.open()
  await list.link(list.rows.first()).click()
  await inspector(page).tab('Request')
  await shoot(page, 'delivery-redacted')
})
