/**
 * English terms of science and industry with their usual Chinese words, which a general dictionary lacks or lists
 * behind everyday senses. `english=词 词`; entries parted by ； or a line end; edit freely. Written for this project.
 */
const TERMS = `
extraction=提取 萃取；preparation=制备；synthesis=合成；determination=测定 检测；detection=检测；identification=鉴定 鉴别 识别
characterization=表征；evaluation=评价 评估；assessment=评价 评估；optimization=优化；optimal=最优 优化；modification=改性
modified=改性；adsorption=吸附；absorption=吸收；desorption=解吸 脱附；removal=去除 脱除；recovery=回收；recycling=回收 循环利用
separation=分离；purification=纯化 净化；concentration=浓度；content=含量；degradation=降解；catalysis=催化；catalytic=催化
catalyst=催化剂；photocatalyst=光催化剂；photocatalytic=光催化；polymerization=聚合；copolymer=共聚物；hydrogenation=加氢
oxidation=氧化；reduction=还原；hydrolysis=水解；pyrolysis=热解；combustion=燃烧；gasification=气化；fermentation=发酵
methanol=甲醇；ethanol=乙醇；methane=甲烷；butadiene=丁二烯；polyester=聚酯；polyethylene=聚乙烯；polypropylene=聚丙烯
polyurethane=聚氨酯；epoxy=环氧；resin=树脂；rubber=橡胶；fiber=纤维；composite=复合材料；nanoparticle=纳米 纳米粒子；nano=纳米
nanocomposite=纳米复合；graphene=石墨烯；carbon nanotube=碳纳米管；carbon fiber=碳纤维；ceramic=陶瓷；glass=玻璃；alloy=合金
coating=涂层；thin film=薄膜；film=薄膜 膜；membrane=膜；powder=粉末 粉体；slurry=浆料 料浆；coal water slurry=水煤浆；gel=凝胶
sol gel=溶胶凝胶；surfactant=表面活性剂；additive=添加剂；dispersant=分散剂；inhibitor=抑制剂 缓蚀剂；corrosion=腐蚀；fouling=污损 结垢
scaling=结垢；wear=磨损 耐磨；wear resistance=耐磨性 耐磨；wear resistant=耐磨；friction=摩擦；lubrication=润滑；hardness=硬度
toughness=韧性；strength=强度；stress=应力；strain=应变；fatigue=疲劳；fracture=断裂；crack=裂纹；welding=焊接；weld=焊缝 焊接
casting=铸造；forging=锻造；rolling=轧制；smelting=冶炼 熔炼；sintering=烧结；pellet=球团；ore=矿石；magnetite=磁铁矿；titanium=钛
vanadium=钒；rare earth=稀土；thermal spray=热喷涂；thermal spraying=热喷涂；spraying=喷涂；plating=电镀 镀层；machining=加工 切削
grinding=磨削；milling=铣削；drilling=钻孔 钻井；mold=模具；die=模具；additive manufacturing=增材制造；3d printing=3D打印
laser=激光；sensor=传感器；detector=检测器 探测器；actuator=执行器 作动器；controller=控制器；control=控制；control system=控制系统
robot=机器人；robotic=机器人；manipulator=机械臂 机械手；motor=电机；bearing=轴承；magnetic bearing=磁轴承 磁悬浮轴承；rotor=转子
gear=齿轮；pump=泵；valve=阀 阀门；turbine=涡轮 汽轮机；compressor=压缩机；engine=发动机；hull=船体 壳体；pressure hull=耐压壳体
vibration=振动；damping=阻尼；damper=阻尼器；suspension=悬架；flexible=柔性；stability=稳定性；critical speed=临界转速
reliability=可靠性；fault diagnosis=故障诊断；fault=故障；failure=失效；monitoring=监测；measurement=测量；calibration=标定 校准
simulation=仿真 模拟；numerical simulation=数值模拟；finite element=有限元；model=模型；modeling=建模；algorithm=算法；prediction=预测
forecast=预报 预测；classification=分类；recognition=识别；segmentation=分割；clustering=聚类；retrieval=检索；image=图像
image retrieval=图像检索；content based=基于内容；feature=特征；fusion=融合；global=全局；local=局部；outlier=离群点 异常；outlier detection=离群点检测 异常检测
anomaly detection=异常检测；distributed=分布式；parallel=并行；cloud computing=云计算；data mining=数据挖掘；big data=大数据；database=数据库
deep learning=深度学习；machine learning=机器学习；neural network=神经网络；genetic algorithm=遗传算法；fuzzy=模糊；adaptive=自适应
encryption=加密；authentication=认证；wireless=无线；antenna=天线；radar=雷达；sonar=声呐；echo=回波；signal=信号；filter=滤波
filtering=滤波；noise=噪声；denoising=去噪；multiplier=乘法器；floating point=浮点；circuit=电路；chip=芯片；semiconductor=半导体
integrated circuit=集成电路；power supply=电源；converter=变换器 换流器 变流器；inverter=逆变器；rectifier=整流器；bus=母线；transformer=变压器
power system=电力系统；power grid=电网；voltage=电压；current=电流；hvdc=高压直流 直流输电；microgrid=微电网；photovoltaic=光伏
solar cell=太阳能电池；wind power=风电 风力发电；fuel cell=燃料电池；battery=电池；lithium ion=锂离子；supercapacitor=超级电容
energy storage=储能；hybrid=混合；electric vehicle=电动汽车；drift=漂移；uv=紫外；ultraviolet=紫外；infrared=红外；spectroscopy=光谱
spectrum=光谱；chromatography=色谱；mass spectrometry=质谱；wavelength=波长；optical=光学；fluorescence=荧光；so2=二氧化硫；no2=二氧化氮
co2=二氧化碳；nox=氮氧化物；wastewater=废水 污水；sewage=污水；sludge=污泥；drinking water=饮用水；seawater=海水；groundwater=地下水
flue gas=烟气；desulfurization=脱硫；denitrification=脱硝 反硝化；phosphorus=磷；nitrogen=氮；heavy metal=重金属；pollutant=污染物
pollution=污染；remediation=修复；sediment=沉积物；soil=土壤；activated carbon=活性炭；biochar=生物炭；carbon capture=碳捕集
dye=染料；pesticide=农药；insecticide=杀虫剂；herbicide=除草剂；fungicide=杀菌剂；fertilizer=肥料 施肥
nitrogen fertilizer=氮肥；applicator=施肥机；variable rate=变量；variable rate fertilization=变量施肥；irrigation=灌溉；drought=干旱
waterlogging=渍水 涝害 淹水；salinity=盐度 盐分；seed=种子；germination=萌发 发芽；seedling=幼苗 苗；variety=品种；cultivar=品种；breeding=育种
yield=产量；high yield=高产；harvest=收获；cultivation=栽培；propagation=繁殖；grafting=嫁接；rice=水稻；wheat=小麦；maize=玉米
corn=玉米；rapeseed=油菜；soybean=大豆；cotton=棉花；stem borer=螟虫 螟；borer=螟；pest=害虫；scale insect=介壳虫 蚧；aphid=蚜虫
trunk injection=树干注射 注干；pathogen=病原菌 病原；fungus=真菌；bacteria=细菌；virus=病毒；strain of bacteria=菌株；antibacterial=抗菌
antimicrobial=抗菌；antioxidant=抗氧化；enzyme=酶；protein=蛋白；peptide=肽；polysaccharide=多糖；starch=淀粉；cellulose=纤维素；lignin=木质素
residue=残渣 残留；tea=茶；chili=辣椒；frozen=冷冻；cryoprotective=抗冻；cryoprotectant=抗冻剂；drying=干燥；freeze drying=冷冻干燥
storage=贮藏；preservation=保鲜 保藏；shelf life=货架期；food=食品；processing=加工；retort pouch=软罐头；aquaculture=水产养殖；shrimp=虾
livestock=畜禽；poultry=家禽；feed=饲料；vaccine=疫苗；drug=药物；drug delivery=给药；sustained release=缓释；tablet=片剂
injection=注射；capsule=胶囊；emulsion=乳剂 乳液；herbal=中药；traditional chinese medicine=中医 中药；clinical=临床；treatment=治疗 处理
therapy=治疗 疗法；surgery=手术；tumor=肿瘤；cancer=癌 肿瘤；diabetes=糖尿病；insulin=胰岛素；hypertension=高血压；stroke=脑卒中 脑梗死
stem cell=干细胞；cord blood=脐血；differentiate=分化；differentiation=分化；secrete=分泌；cell=细胞；gene=基因；expression=表达
implant=种植体 植入；scaffold=支架；bone=骨；dental=牙 口腔；imaging=成像；ultrasound=超声；rescue=救援；emergency=应急
search and rescue=搜救；maritime=海上；ship=船舶；vessel=船舶；submersible=潜水器；deep sea=深海；underwater=水下；offshore=海洋 近海
marine=海洋；tunnel=隧道；bridge=桥梁 桥；pavement=路面；asphalt=沥青；concrete=混凝土；cement=水泥；foundation=地基 基础；slope=边坡
landslide=滑坡；earthquake=地震；seismic=地震 抗震；highway=公路 高速公路；road=道路 公路；road network=路网；traffic=交通
traffic flow=交通流；placement=布设 布置；vehicle=车辆；fire=火灾；accident=事故；statistics=统计；roadway=巷道；mine=矿 煤矿；mining=开采 采矿
roof fall=冒顶；roof=顶板；soft rock=软岩；support=支护；coal=煤；oil=油；reservoir=储层 油藏；shale=页岩；exploration=勘探；drilling fluid=钻井液
remote sensing=遥感；satellite=卫星；aircraft=飞机 飞行器；unmanned aerial vehicle=无人机；drone=无人机；missile=导弹；hail=冰雹；rainfall=降雨 降水
cooling=冷却；cooling system=冷却系统；cooling water=冷却水；heating=加热 供热；heat transfer=传热；heat exchanger=换热器；insulation=绝热 绝缘；refrigeration=制冷
waste heat=余热；energy saving=节能；energy consumption=能耗；efficiency=效率；cost=成本；budget=经费 预算；design=设计；product=制品 产品
comparison=比较 对比；criterion=判据；characteristic=特征 特性；performance=性能；structure=结构；mechanism=机理；process=工艺；technology=技术
method=方法；system=系统；equipment=设备；device=装置；material=材料；quality=品质 质量；high=高；low=低；fast=快速；large scale=大规模；limited=有限
bionic=仿生；tracking=跟踪；positioning=定位；navigation=导航
`;

/** Phrase as written, with its Chinese words, most usual first. */
export function technicalEnglish(): [phrase: string, words: string[]][] {
  return TERMS.split(/[\n；]/)
    .map((entry) => entry.split('='))
    .filter((entry): entry is [string, string] => entry.length === 2)
    .map(([phrase, words]) => [phrase.trim(), words.trim().split(/\s+/)]);
}
