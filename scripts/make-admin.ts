import { Profile } from '../server/modules/accounts/profile.entity.ts';
import { openLocal, runTool } from './open-local.ts';

// npm run make-admin -- EMAIL: gives the role 平台管理员 to an account that has registered (the first one of a platform).
runTool(async () => {
  const email = process.argv[2]?.trim().toLowerCase();
  if (!email) throw new Error('用法：npm run make-admin -- 邮箱。Usage: npm run make-admin -- EMAIL');
  const { container, close } = await openLocal();
  const em = container.database.em.fork();
  const profile = await em.findOne(Profile, { email });
  if (profile) {
    profile.roles = [...new Set([...profile.roles, 'platformAdmin' as const])];
    profile.updatedAt = new Date();
    await em.flush();
  }
  await close();
  if (!profile) throw new Error(`没有账号 ${email}，请先在页面注册。No such account; register it first.`);
  console.log(`${email}: ${profile.roles.join(', ')}`);
}, '已有平台管理员时，也可由其在页面“账号与角色”中授予角色。An administrator can give the role in the page “Accounts and roles”.');
