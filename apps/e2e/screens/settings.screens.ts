import { admin } from '../fixtures/api.ts'
import { deployDraft, makeGreeting, makeListener, saidBy, sendUser, turnOn } from '../fixtures/greeting.ts'
import { large, shoot, shootPrepared, small } from '../fixtures/shoot.ts'
import { signInAs } from '../fixtures/sign-in-as.ts'
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

  for (const view of ['general', 'retention', 'processes', 'about']) {
    await page.goto(`/settings/${view}`)
    await page.getByRole('heading', { level: 1 }).waitFor()
    if (view === 'retention' || view === 'processes') await page.getByText(/ free$/).waitFor()
    await shoot(page, `settings-${view}`)
  }
  await flowsPage(page).open()
  await flowsPage(page).menu(name, 'Stored data')
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

test('the own profile is opened', async ({ page }) => {
  await page.goto('/settings/profile')
  await page.getByRole('heading', { level: 2, name: 'Profile' }).waitFor()
  await shoot(page, 'settings-profile')
  await shootPrepared(page, 'settings-profile-flaws', async () => {
    await page.getByLabel('Confirm new password').fill('another one')
    await page.getByRole('button', { name: 'Change password' }).click()
    await page.getByText('The passwords do not match').waitFor()
  })
  const change = async (current: string): Promise<void> => {
    await page.getByLabel('Current password', { exact: true }).fill(current)
    for (const label of ['New password', 'Confirm new password'])
      await page.getByLabel(label, { exact: true }).fill('crater lantern mosaic')
    await page.getByRole('button', { name: 'Change password' }).click()
  }
  await shootPrepared(page, 'settings-profile-wrong', async () => {
    await change('not that one')
    await page.getByText('The current password is wrong').waitFor()
  })
  await change(admin.password)
  await page.getByText('Your password was changed').waitFor()
  await shoot(page, 'settings-profile-changed')
  await page.setViewportSize(large)
  await page.getByRole('button', { name: admin.name }).click()
  await shoot(page, 'settings-profile-menu', [large])
})

test('members', async ({ api, page, visitor }) => {
  for (const [name, role] of [
    ['Uma Example', 'user'],
    ['Maximilian Alexander von Hohenexample-Musterstadt the Elder', 'maker'],
    ['Vera Example', 'viewer']
  ] as const) {
    await api.mutate('people.add', { name, role, password: 'crater lantern mosaic' })
  }
  await page.goto('/settings/members')
  const rows = page.getByRole('list', { name: 'Members' }).getByRole('listitem')
  await expect(rows).toHaveCount(4)
  await shoot(page, 'settings-members')
  for (const size of [large, small]) {
    await page.setViewportSize(size)
    await rows.first().getByRole('button', { name: 'More for Ada Example' }).click()
    await shoot(page, 'settings-members-menu', [size])
    await page.keyboard.press('Escape')
  }
  const dialog = page.getByRole('dialog')
  await shootPrepared(page, 'settings-members-role', async () => {
    await rows.nth(2).getByRole('button', { name: 'More for Uma Example' }).click()
    await page.getByRole('menuitem', { name: 'Change role' }).click()
    await dialog.waitFor()
  })
  await shootPrepared(page, 'settings-members-remove', async () => {
    await rows.nth(2).getByRole('button', { name: 'More for Uma Example' }).click()
    await page.getByRole('menuitem', { name: 'Remove' }).click()
    await page.getByRole('alertdialog').waitFor()
  })
  const add = async (): Promise<void> => {
    await page.getByRole('button', { name: 'Add member' }).click()
    await dialog.waitFor()
  }
  await shootPrepared(page, 'settings-members-add', add)
  await shootPrepared(page, 'settings-members-add-flaws', async () => {
    if (await dialog.isHidden()) await add()
    await dialog.getByRole('radio', { name: 'Enter a password' }).click()
    await dialog.getByRole('button', { name: 'Add', exact: true }).click()
    await dialog.locator('[aria-invalid=true]').first().waitFor()
  })
  await shootPrepared(page, 'settings-members-added', async size => {
    await add()
    await dialog.getByRole('textbox', { name: 'Name' }).fill(size === small ? 'Cy Example' : 'Bo Example')
    await dialog.getByRole('button', { name: 'Add', exact: true }).click()
    await expect(dialog.getByRole('textbox', { name: 'Password' })).toBeVisible()
  })
  await signInAs(api, visitor, { role: 'viewer', path: '/settings/members' })
  await expect(visitor.getByText('Only admins can see and manage members')).toBeVisible()
  await shoot(visitor, 'settings-members-viewer')
})

test('API keys and the audit log', async ({ api, page }) => {
  await page.goto('/settings/api-keys')
  await page.getByText('No API keys').waitFor()
  await shoot(page, 'settings-api-keys-none')
  const { id } = await api.mutate<{ id: string }>('connectors.create', { name: 'Acme HR' })
  const year = 365 * 86_400_000
  for (const [name, role, connectorIds] of [
    ['Pipeline', 'maker', null],
    ['Nightly report of the deliveries', 'viewer', [id]]
  ] as const) {
    await api.mutate('apiKeys.create', { name, role, connectorIds, expiresAt: Date.now() + year })
  }
  await page.reload()
  await page.getByRole('list', { name: 'API keys' }).waitFor()
  await shoot(page, 'settings-api-keys')
  const dialog = page.getByRole('dialog')
  await shootPrepared(page, 'settings-api-keys-flaws', async () => {
    await page.getByRole('button', { name: 'Create API key' }).click()
    await dialog.getByRole('radio', { name: 'Selected connectors' }).click()
    await dialog.getByRole('button', { name: 'Create', exact: true }).click()
    await dialog.locator('[aria-invalid=true]').first().waitFor()
  })
  await shootPrepared(page, 'settings-api-keys-created', async size => {
    await page.getByRole('button', { name: 'Create API key' }).click()
    await dialog.getByRole('textbox', { name: 'Name' }).fill(size === small ? 'Backup' : 'Deploy')
    await dialog.getByRole('radio', { name: 'All connectors' }).click()
    await dialog.getByRole('button', { name: 'Create', exact: true }).click()
    await page.getByRole('dialog', { name: 'API key created' }).waitFor()
  })
  await shootPrepared(page, 'settings-api-keys-revoke', async () => {
    await page.getByRole('button', { name: 'Revoke Deploy' }).click()
    await page.getByRole('alertdialog').waitFor()
  })
  await page.goto('/settings/audit')
  await page.getByRole('table', { name: 'Audit log' }).waitFor()
  await shoot(page, 'settings-audit')
})
