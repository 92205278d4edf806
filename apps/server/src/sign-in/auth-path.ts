/** Where signing in and out is answered. */
export const authPath = '/api/auth'
