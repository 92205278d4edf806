import express, { Router } from 'express'
import { z } from 'zod'
import type { SignIn } from '../sign-in/sign-in.ts'

const Body = z.strictObject({
  code: z.string().max(200),
  name: z.string().max(200),
  password: z.string().max(1_000)
})

/**
 * Routes of the first-admin link that is printed at startup; the page itself belongs to the web app. `GET` tells
 * whether it is still open. `POST` takes `{ code, name, password }`, creates the admin and answers `{ person }` with
 * the session's cookies. Errors are answered as `{ error: { code, message, details } }`: `first-admin.exists`,
 * `first-admin.wrong-code`, `person.name-unfit`, `password.too-short`, `password.too-long`, `password.too-common`.
 */
export const firstAdminRoutes = (signIn: SignIn): Router => {
  const router = Router()
  router.get('/', async (_request, response) => {
    response.set('cache-control', 'no-store').json({ open: (await signIn.firstAdminLink()) !== null })
  })
  router.post('/', express.json({ limit: '16kb' }), async (request, response) => {
    const { person, cookies } = await signIn.createFirstAdmin(Body.parse(request.body))
    response.set({ 'set-cookie': cookies, 'cache-control': 'no-store' }).json({ person })
  })
  return router
}
