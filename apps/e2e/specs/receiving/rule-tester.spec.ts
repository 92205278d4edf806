import { expectAccessible } from '../../fixtures/expect-accessible.ts'
import { deployDraft } from '../../fixtures/greeting.ts'
import { small } from '../../fixtures/shoot.ts'
import { listenSigned, makeSigningGreeting, signAcme } from '../../fixtures/signed-greeting.ts'
import { expect, test } from '../../fixtures/test.ts'
import { flowCanvas } from '../../pages/flow-canvas.ts'
import { receivingDialog } from '../../pages/receiving-dialog.ts'

const secret = 'open sesame'

test('a known service fills the rules in, and pasted requests are tried on them', { tag: '@long' }, async ({
  api,
  page,
  installation
}) => {
  const { path } = await makeSigningGreeting(api, installation.practice)
  const rules = receivingDialog(page)
  await page.goto(path)
  await rules.open()
  await rules.search.fill('github')
  await expect(rules.services).toHaveText([/^GitHub/])
  await expectAccessible(page)
  await page.keyboard.press('Enter')
  await expect(rules.dialog.getByText('These rules for GitHub')).toBeVisible()
  await expect(rules.text('Name of the header')).toHaveValue('X-Hub-Signature-256')
  await expectAccessible(page)

  await rules.tab('Test').click()
  await rules.check.click()
  await expect(rules.dialog).toContainText('Paste a request, or pick a received delivery.')
  // The test vector that GitHub publishes.
  await rules
    .text('Request')
    .fill(
      'POST /\nX-Hub-Signature-256: sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17\n\nHello, World!'
    )
  await rules.dialog.getByLabel('Signing Secret').fill("It's a Secret to Everybody")
  await rules.check.click()
  await expect(rules.result).toContainText('The request is accepted and starts the flow.')
  await expect(rules.result).toContainText(
    'Signature 1: The signature in the header X-Hub-Signature-256 is valid; it was made with key 1.'
  )
  await rules.dialog.getByLabel('Signing Secret').fill('another')
  await rules.check.click()
  await expect(rules.result).toContainText('The request is refused with status 401.')
  await expect(rules.result).toContainText('Compare the signing key')
  await expectAccessible(page)
  // What was found of one request says nothing of the next.
  await rules.text('Request').fill('GET /')
  await expect(rules.result).toBeHidden()

  for (const name of ['Handshakes', 'Answer', 'Duplicates and order', 'Filters', 'Limits']) {
    await rules.tab(name).click()
    await expectAccessible(page)
  }
  await rules.tab('Handshakes').click()
  await rules.dialog.getByRole('button', { name: 'Add handshake' }).click()
  await rules.dialog.getByText('Headers, stored secrets, confirmation URL').click()
  await rules.dialog.getByRole('checkbox', { name: /^Confirm by calling/ }).click()
  const hosts = Array.from({ length: 10 }, (_, at) => `h${at}.acme.example`).join('\n')
  await rules.text('Allowed hosts').fill(hosts)
  await expect(rules.text('Allowed hosts')).toHaveValue(hosts)
  await expect(rules.problems).toContainText('There are 10 hosts, but the limit is 8. Remove 2.')
  await expectAccessible(page)
  await rules.tab('Limits').click()
  await page.setViewportSize(small)
  // A list scrolls by whole pixels, and its tabs are as wide as their text: a fraction of one may stay outside.
  await expect(rules.tab('Limits')).toBeInViewport({ ratio: 0.99 })
  await rules.tab('Verification').click()
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0)
  await expectAccessible(page)
  await page.keyboard.press('Escape')
  await page.getByRole('alertdialog').getByRole('button', { name: 'Discard' }).click()
  await expect(rules.dialog).toBeHidden()
})

test('the rules are tried on a received delivery byte for byte, with the clock of when it came', async ({
  api,
  page,
  installation
}) => {
  const { practice } = installation
  const { connectorId, eventFlowId, path } = await makeSigningGreeting(api, practice)
  const versionId = await deployDraft(api, connectorId)
  const heard = await listenSigned(api, practice, { connectorId, eventFlowId, versionId, secret })
  const body = '{ "id": 1,  "record": {"email":"jo@acme.example"} }\n'
  expect(await heard.send(body, signAcme(body, secret))).toBe(202)

  const rules = receivingDialog(page)
  await page.goto(path)
  await rules.open()
  await rules.byHand.click()
  await rules.text('Name of the header').fill('X-Acme-Signature')
  await rules.text('Signed content').fill('')
  await rules.pick('Insert into Signed content', /^\{header\.…\}/)
  await expect(rules.text('Signed content')).toBeFocused()
  await page.keyboard.type('X-Acme-Time')
  await page.keyboard.press('End')
  await page.keyboard.type('.{body}')
  await expect(rules.text('Signed content')).toHaveValue('{header.X-Acme-Time}.{body}')
  await rules.choose('Connection field', 'Signing secret')
  await rules.tab('Test').click()
  await rules.pick('From a received delivery', /^Delivery, /)
  await rules.dialog.getByLabel('Signing secret').fill(secret)
  await rules.check.click()
  await expect(rules.result).toContainText('is not encoded as hex')
  await rules.tab('Verification').click()
  await rules.text('Prefix').fill('v1=')
  await rules.tab('Test').click()
  await rules.check.click()
  await expect(rules.result).toContainText('The request is accepted and starts the flow.')

  await rules.apply.click()
  await expect(
    flowCanvas(page).card('Webhook Event').getByRole('button', { name: 'Edit: Receiving' })
  ).toBeFocused()
})
