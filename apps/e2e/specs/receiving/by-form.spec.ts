import { expectAccessible } from '../../fixtures/expect-accessible.ts'
import { deployDraft, saidBy } from '../../fixtures/greeting.ts'
import { listenSigned, makeSigningGreeting, signAcme } from '../../fixtures/signed-greeting.ts'
import { expect, test } from '../../fixtures/test.ts'
import { flowCanvas } from '../../pages/flow-canvas.ts'
import { deliveriesList, inspector } from '../../pages/history.ts'
import { receivingDialog } from '../../pages/receiving-dialog.ts'

const secret = 'open sesame'
const body = JSON.stringify({ id: 'event 1', record: { email: 'jo@acme.example' } })

test('scenario 35: a service that is in no table is added by a form alone, and what it did not sign is refused', {
  tag: '@long'
}, async ({ api, page, installation }) => {
  const { practice } = installation
  const { connectorId, eventFlowId, path } = await makeSigningGreeting(api, practice)
  const rules = receivingDialog(page)
  await page.goto(path)
  await expect(rules.summary).toHaveText('Unsigned: anyone who knows the Event URL can send requests.')
  await rules.open()
  await expect(rules.search).toBeFocused()
  await rules.byHand.click()
  await expect(rules.dialog.getByRole('combobox', { name: 'Algorithm' })).toBeFocused()
  await rules.text('Name of the header').fill('X-Acme-Signature')
  await rules.text('Prefix').fill('v1=')
  await rules.text('Signed content').fill('{header.X-Acme-Time}.{body}')
  await rules.choose('Connection field', 'Signing secret')
  await rules.dialog.getByRole('checkbox', { name: 'The timestamp is signed' }).click()
  await expect(rules.problems).toContainText(
    'Enter the name of the header, parameter or field that contains the timestamp.'
  )
  await rules.text('Timestamp header').fill('X-Acme-Time')
  await expect(rules.problems).toBeHidden()
  await rules.dialog.getByRole('button', { name: 'Start from a service…' }).click()
  await expect(rules.search).toBeFocused()
  await rules.search.fill('GitHub')
  await rules.services.first().click()
  const question = page.getByRole('alertdialog', { name: 'Replace the rules with those of GitHub?' })
  await expectAccessible(page)
  await question.getByRole('button', { name: 'Cancel' }).click()
  await expect(question).toBeHidden()
  await rules.byHand.click()
  await expect(rules.text('Timestamp header')).toHaveValue('X-Acme-Time')
  await rules.tab('Duplicates and order').click()
  await rules.text('Delivery id').fill('{json.id}')
  await rules.apply.click()
  await expect(rules.dialog).toBeHidden()
  await expect(rules.summary).toHaveText(
    'Signed: HMAC-SHA256 in X-Acme-Signature, key from connection field Signing secret.'
  )
  await expect(flowCanvas(page).savedWords).toBeVisible()

  const versionId = await deployDraft(api, connectorId)
  const heard = await listenSigned(api, practice, { connectorId, eventFlowId, versionId, secret })
  const { flowId } = heard
  expect(await heard.send(body, signAcme(body, secret))).toBe(202)
  await expect.poll(() => saidBy(api, flowId)).toEqual(['Hello, jo@acme.example'])
  const sendRefused = async (headers: Record<string, string>): Promise<void> => {
    const count = async () =>
      (await api.query<{ rows: unknown[] }>('deliveries.list', { flowId })).rows.length
    const before = await count()
    expect(await heard.send(body, headers)).toBe(401)
    // Its row is written after the answer, and the list has the order in which rows are written.
    await expect.poll(count).toBe(before + 1)
  }
  await sendRefused({})
  await sendRefused(signAcme(body, 'another secret'))
  await sendRefused(signAcme(body, secret, Date.now() - 600_000))

  await page.goto(`/flows/${flowId}`)
  await expect(
    flowCanvas(page).card('Connector event').getByText('Signature is checked', { exact: true })
  ).toBeVisible()
  await expectAccessible(page)

  const list = deliveriesList(page)
  await list.open(flowId)
  await expect(list.rows).toHaveCount(4)
  await expect(list.row('refused')).toHaveCount(3)
  await list.link(list.rows.nth(2)).click()
  await expect(inspector(page).panel).toContainText(
    'The request has no signature in the header X-Acme-Signature.'
  )
  await expectAccessible(page)
  await list.link(list.rows.nth(0)).click()
  await expect(inspector(page).panel).toContainText(/its time is 6\d\d s behind the clock of this server/)
  expect(await saidBy(api, flowId)).toHaveLength(1)
})
