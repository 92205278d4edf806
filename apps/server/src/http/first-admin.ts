import express, { Router } from 'express'
import { z } from 'zod'
import type { SignIn } from '../sign-in/sign-in.ts'

const Body = z.strictObject({
  code: z.string().max(200),
  name: z.string().max(200),
  password: z.string().max(1_000)
})

/**
 * Creates the routes for the first-admin link that is printed at startup; the page itself is part of the web
 * app. `GET` returns if the link is still valid. `POST` receives `{ code, name, password }`, creates the
 * admin, and returns `{ person }` with the session cookies. Errors are returned as `{ error: { code, message,
 * details } }`: `first-admin.exists`, `first-admin.wrong-code`, `person.name-unfit`, `password.too-short`,
 * `password.too-long`, `password.too-common`.
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
