import { large, shoot } from '../fixtures/shoot.ts'
import { makeSigningGreeting } from '../fixtures/signed-greeting.ts'
import { expect, test } from '../fixtures/test.ts'
import { receivingDialog } from '../pages/receiving-dialog.ts'

test.setTimeout(240_000)

test('the receiving rules come from a known service, are tested, and are edited in every tab', async ({
  api,
  page,
  installation
}) => {
  const { path } = await makeSigningGreeting(api, installation.practice)
  const rules = receivingDialog(page)
  await page.goto(path)
  await rules.open()
  await expect(rules.search).toBeFocused()
  await shoot(page, 'receiving-start')
  await rules.search.fill('github')
  await shoot(page, 'receiving-found', [large])
  await rules.services.first().click()
  await expect(rules.dialog.getByText('These rules for GitHub')).toBeVisible()
  await shoot(page, 'receiving-verification')
  for (const name of ['Handshakes', 'Answer', 'Duplicates and order', 'Filters', 'Limits', 'Test']) {
    await rules.tab(name).click()
    await shoot(page, `receiving-${name.split(' ')[0]?.toLowerCase()}`)
  }
  await rules.text('Request').fill('POST /\nX-Hub-Signature-256: sha256=757107ea\n\nHello, World!')
  await rules.dialog.getByLabel('Signing Secret').fill('another')
  await rules.check.click()
  await expect(rules.result).toContainText('The request is refused')
  await rules.result.scrollIntoViewIfNeeded()
  await shoot(page, 'receiving-refused')
})
