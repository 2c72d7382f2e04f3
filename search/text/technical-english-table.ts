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
acceleration=加速度；accuracy=精度 准确率；acoustic=声学 声；acoustic emission=声发射；acid=酸；acrylic=丙烯酸；adhesion=粘附 附着力
adhesive=胶粘剂 粘合剂；aerogel=气凝胶；aerosol=气溶胶；aging=老化 衰老；agitation=搅拌；air conditioning=空调；air quality=空气质量；airfoil=翼型
alarm=报警；algae=藻 藻类；alkali=碱；alkaline=碱性；alumina=氧化铝；aluminum=铝；aluminium=铝；aluminum alloy=铝合金；amino acid=氨基酸
ammonia=氨 氨氮；amorphous=非晶；amplifier=放大器；anaerobic=厌氧；aerobic=好氧；anaerobic digestion=厌氧消化；analog=模拟；anchor=锚固 锚杆
anesthesia=麻醉；anode=阳极 负极；cathode=阴极 正极；electrolyte=电解质 电解液；separator=隔膜 分离器；anthocyanin=花青素 花色苷；antibiotic=抗生素
antibiotic resistance=耐药；antibody=抗体；antigen=抗原；anti corrosion=防腐；antifouling=防污；aquifer=含水层；arc=电弧
arc suppression=消弧；aroma=香气；arsenic=砷；artificial intelligence=人工智能；assembly=装配；asthma=哮喘；atomization=雾化
attention mechanism=注意力机制；attenuation=衰减；augmented reality=增强现实；virtual reality=虚拟现实；automation=自动化；automatic=自动
axial=轴向；axle=车轴；backfill=充填；ballast=道砟 压载；bandwidth=带宽；bridge deck=桥面；beam=梁 波束；bearing capacity=承载力；biodiesel=生物柴油
biodegradable=可降解；bioactive=生物活性；biocompatibility=生物相容性；biofilm=生物膜；biogas=沼气；biomass=生物质；biomarker=标志物
biosensor=生物传感器；bioreactor=生物反应器；blade=叶片；blast furnace=高炉；blasting=爆破；blockchain=区块链；blood pressure=血压
blood glucose=血糖；boiler=锅炉；bolt=螺栓 锚杆；borehole=钻孔；boron=硼；brake=制动；braking=制动；brazing=钎焊；breast cancer=乳腺癌；bubble=气泡
buckling=屈曲；building energy=建筑节能；buoy=浮标；cable=电缆 缆索；cadmium=镉；calcium=钙；camera=相机 摄像机；capacitor=电容器 电容；carbide=碳化物
carbon emission=碳排放；carbon dioxide=二氧化碳；carbonation=碳化；cardiac=心脏；carrier=载体；cartilage=软骨；cast iron=铸铁
cavitation=空化 空泡；cemented carbide=硬质合金；centrifugal=离心；chain=链；chaos=混沌；charging=充电；charging station=充电站
fast charging=快速充电；chitosan=壳聚糖；chlorine=氯；chlorophyll=叶绿素；cholesterol=胆固醇；chromium=铬；clay=黏土；climate change=气候变化
clone=克隆；cluster=簇 集群；coagulation=混凝 凝血；coal gasification=煤气化；coal seam=煤层；coke=焦炭；cold chain=冷链；cold rolled=冷轧
hot rolled=热轧；collagen=胶原蛋白 胶原；collision=碰撞；colloid=胶体；color=颜色；communication=通信；compensation=补偿；complex=复合物 络合物
compost=堆肥；composting=堆肥；compression=压缩；computational fluid dynamics=计算流体力学；computer vision=计算机视觉；condensation=冷凝
conductivity=电导率 导热；conductive=导电；consolidation=固结；contact=接触；container=集装箱 容器；contamination=污染
continuous casting=连铸；convection=对流；conveyor=输送机；copper=铜；coral=珊瑚；core=芯；coronary=冠状动脉；coupling=耦合；creep=蠕变
cross linking=交联；crop=作物；crude oil=原油；crusher=破碎机；crystal=晶体 结晶；crystallization=结晶；curing=固化 养护；cutting tool=刀具
cutting=切削 切割；cycle=循环；cyclone=旋风；cylinder=气缸 圆柱；dairy=乳制品 奶牛；dam=大坝 坝；damage=损伤 破坏；data acquisition=数据采集
data fusion=数据融合；debris flow=泥石流；decision=决策；decolorization=脱色；decoupling=解耦；defect=缺陷；defect detection=缺陷检测
deformation=变形；dehydration=脱水；delay=延迟 时滞；demulsifier=破乳剂；dentistry=口腔；density=密度；deposition=沉积；desalination=淡化 脱盐
seawater desalination=海水淡化；desertification=沙漠化；detergent=洗涤剂；dewatering=脱水；diagnosis=诊断；diamond=金刚石；diesel=柴油
diesel engine=柴油机；dielectric=介电；diffusion=扩散；digester=消化池；digital twin=数字孪生；digital signal=数字信号；discharge=放电 排放
disinfection=消毒；dispersion=分散；displacement=位移；display=显示；dissolution=溶解 溶出；dissolved oxygen=溶解氧；distillation=蒸馏 精馏
distribution network=配电网；disturbance=扰动；diversity=多样性；domain adaptation=域适应；doping=掺杂；doped=掺杂；dosage=剂量 用量
dredging=疏浚；drip irrigation=滴灌；drug resistance=耐药；drum=滚筒；dust=粉尘；dust removal=除尘；dynamic=动态 动力学；dynamics=动力学
ecological=生态；ecosystem=生态系统；edge computing=边缘计算；edge detection=边缘检测；egg=蛋；elastic=弹性；elastomer=弹性体；elderly=老年人
electric field=电场；electrical=电气；electrochemical=电化学；electrode=电极；electrolysis=电解；electromagnetic=电磁
electromagnetic interference=电磁干扰；electron=电子；electronic nose=电子鼻；electrospinning=静电纺丝；electrostatic=静电；elevator=电梯
embedded=嵌入式；emission=排放；emission reduction=减排；emulsification=乳化；encapsulation=封装 包埋；encoder=编码器；endoscope=内镜
energy harvesting=能量收集；entropy=熵；environmental=环境；enzymatic=酶解 酶法；enzymatic hydrolysis=酶解；epidemic=流行病 疫情
epilepsy=癫痫；equalization=均衡；error=误差；essential oil=精油 挥发油；estimation=估计；estuary=河口；etching=刻蚀；eutrophication=富营养化
evaporation=蒸发；excavation=开挖；exhaust=尾气 排气；exhaust gas=尾气；exoskeleton=外骨骼；explosion=爆炸；explosion proof=防爆
explosive=炸药；extruder=挤出机；extrusion=挤压 挤出；fabric=织物；face recognition=人脸识别；facial expression=表情；factory=工厂；fat=脂肪
fatty acid=脂肪酸；feedback=反馈；ferrite=铁氧体 铁素体；ferroelectric=铁电；fish=鱼；fishery=渔业；fishing=捕捞；flame retardant=阻燃 阻燃剂
flavonoid=黄酮；flavor=风味；flaw=缺陷；flexible electronics=柔性电子；flight=飞行；flight control=飞行控制；flocculant=絮凝剂
flocculation=絮凝；flood=洪水；flotation=浮选；flow field=流场；flow rate=流量；fluid=流体；fluidized bed=流化床；fluoride=氟；fluorine=氟
foam=泡沫；food safety=食品安全；forest=森林；forming=成形；fracturing=压裂；hydraulic fracturing=水力压裂；freeze thaw=冻融；frequency=频率
frequency conversion=变频；fresh keeping=保鲜；fruit=果实 水果；fuel=燃料；fucoidan=岩藻多糖；furnace=炉；gait=步态；gallium nitride=氮化镓
garbage=垃圾；gas=气体 瓦斯；gas sensor=气体传感器；gasket=垫片；gastric cancer=胃癌；gelatin=明胶；general aviation=通用航空；generator=发电机
genome=基因组；geothermal=地热；glass fiber=玻璃纤维；glaze=釉；glucose=葡萄糖；glycerol=甘油；gold=金；gold mine=金矿；grain=粮食 晶粒
grain size=粒度 晶粒；granulation=造粒；graphite=石墨；gravity=重力；grouting=注浆；grid connected=并网；growth=生长；gyroscope=陀螺
haptic=触觉 力反馈；harmonic=谐波；harvester=收获机；hearing=听力；heart rate=心率；heart failure=心力衰竭；heat pump=热泵；heat treatment=热处理
heat resistance=耐热；hepatitis=肝炎；high pressure=高压；high temperature=高温；low temperature=低温；high voltage=高压；hologram=全息
holographic=全息；honeycomb=蜂窝；hospital=医院；hot stamping=热冲压；humidity=湿度；hydraulic=液压 水力；hydraulic system=液压系统
hydrodynamic=水动力；hydrogel=水凝胶；hydrogen=氢；hydrogen production=制氢；hydrogen storage=储氢；hydrology=水文；hydrophobic=疏水
hydropower=水电；hyperspectral=高光谱；ice=冰；icing=覆冰 结冰；ignition=点火；image processing=图像处理；immobilized=固定化；immune=免疫
immunoassay=免疫；impact=冲击；impedance=阻抗；impeller=叶轮；inclusion=夹杂物；indoor positioning=室内定位；induction motor=感应电机 异步电机
industrial robot=工业机器人；inertial navigation=惯性导航；infection=感染；inflammation=炎症；information system=信息系统
inspection=检测 检验；integrity=完整性；intelligent=智能；intelligent manufacturing=智能制造；interface=界面 接口；interference=干扰
internet of things=物联网；intrusion detection=入侵检测；inventory=库存；ion=离子；ion exchange=离子交换；iron=铁；iron ore=铁矿石
isolation=隔离 分离；jet=射流；joint=接头 关节；kidney=肾；knowledge graph=知识图谱；laminate=层合板；land use=土地利用
large language model=大语言模型；laser cladding=激光熔覆；laser welding=激光焊接；leaching=浸出；lead=铅；leakage=泄漏 渗漏
leak detection=泄漏检测；leather=皮革；lens=透镜 镜头；leukemia=白血病；lidar=激光雷达；lifetime=寿命；remaining useful life=剩余寿命
lightning=雷电；lightning protection=防雷；lightweight=轻量化；liquefaction=液化；liquid crystal=液晶；lithium battery=锂电池；liver=肝
load=载荷 负荷；load forecasting=负荷预测；localization=定位；logistics=物流；loss=损失 损耗；low carbon=低碳；lung cancer=肺癌
machine tool=机床；machine vision=机器视觉；magnesium=镁；magnesium alloy=镁合金；magnet=磁体；permanent magnet=永磁；magnetic=磁性 磁
magnetic levitation=磁悬浮；magnetic resonance imaging=磁共振；maintenance=维护 维修；manganese=锰；mangrove=红树林；manure=粪便 粪肥
marine organism=海洋生物；marine drug=海洋药物；matching=匹配；meat=肉；mechanical properties=力学性能；medical image=医学图像；melt=熔体
memory=存储器 记忆；mercury=汞；mesh=网格；metabolism=代谢；metal=金属；metamaterial=超材料；meter=仪表；microalgae=微藻；microbial=微生物
microcapsule=微胶囊；microchannel=微通道；microfluidic=微流控；microorganism=微生物；microplastic=微塑料；microscope=显微镜
microstructure=组织 微观结构；microwave=微波；milk=牛奶 乳；milk powder=奶粉；mineral=矿物；mineral processing=选矿；mobile robot=移动机器人
modulation=调制；modulus=模量；moisture=水分；moisture content=含水率；molecular sieve=分子筛；molecular dynamics=分子动力学
monitoring system=监测系统；motion capture=动作捕捉；motion planning=运动规划；path planning=路径规划；multi agent=多智能体
multiphase flow=多相流；multimodal=多模态；mushroom=食用菌；nanofiber=纳米纤维；nano materials=纳米材料；natural gas=天然气
natural language processing=自然语言处理；network security=网络安全；nickel=镍；nitrate=硝酸盐；nitride=氮化物；noise reduction=降噪
nondestructive testing=无损检测；non destructive=无损；nozzle=喷嘴 喷管；nuclear=核；nuclear power=核电；nursing=护理；nutrient=营养 养分
object detection=目标检测；ocean=海洋；odor=臭味 恶臭；oil spill=溢油；oily wastewater=含油废水；online monitoring=在线监测；optical fiber=光纤
fiber optic sensor=光纤传感器；fiber bragg grating=光纤光栅；optical film=光学膜；ore dressing=选矿；organic=有机；orthopedic=骨科
oscillation=振荡；osteoporosis=骨质疏松；overvoltage=过电压；oxide=氧化物；oxygen=氧；ozone=臭氧；packaging=包装 封装；paint=涂料 油漆；paper=纸
papermaking=造纸；parallel robot=并联机器人；parameter identification=参数辨识；particle=颗粒 粒子；particle size=粒径
particulate matter=颗粒物；passivation=钝化；patient=患者；pavement distress=路面病害；perception=感知；permeability=渗透率 渗透性
perovskite=钙钛矿；petroleum=石油；phase change=相变；phase change material=相变材料；phenol=苯酚 酚；phosphate=磷酸盐；phosphor=荧光粉
photoelectric=光电；physiological=生理；piezoelectric=压电；pig=猪；pile=桩；pipe=管 管道；pipeline=管道；piston=活塞；plant=植物
plasma=等离子体 血浆；plastic=塑料；platform=平台；point cloud=点云；polarization=极化 偏振；polishing=抛光；polyamide=聚酰胺；polyimide=聚酰亚胺
polylactic acid=聚乳酸；polymer=聚合物 高分子；polyphenol=多酚；polyvinyl alcohol=聚乙烯醇；pore=孔 孔隙；porosity=孔隙率；porous=多孔；port=港口
positioning accuracy=定位精度；potassium=钾；potato=马铃薯；power electronics=电力电子；power generation=发电；power quality=电能质量
power amplifier=功率放大器；precipitation=沉淀 降水；precision=精密 精度；precision agriculture=精准农业；precision machining=精密加工
pregnancy=妊娠；pressure=压力；pressure sensor=压力传感器；pressure vessel=压力容器；prestressed=预应力；prevention=防治 预防；printing=印刷
privacy=隐私；probe=探针 探头；probiotic=益生菌；process control=过程控制；production line=生产线；propeller=螺旋桨；propulsion=推进
prostate=前列腺；prosthesis=假肢 假体；protection=保护 防护；prototype=样机；pulp=纸浆 浆；pulse=脉冲；pulverized coal=煤粉；quantum dot=量子点
quantum=量子；quenching=淬火；radiation=辐射；radio frequency=射频；radiotherapy=放射治疗；rail=钢轨 轨道；railway=铁路；high speed rail=高速铁路
rare earth element=稀土；reaction=反应；reactor=反应器；reactive power=无功；real time=实时；reconstruction=重建 重构
3d reconstruction=三维重建；recommendation=推荐；recommender system=推荐系统；reed=芦苇；reflectivity=反射率；refractory=耐火材料
refractive index=折射率；refrigerant=制冷剂；regeneration=再生；rehabilitation=康复；reinforcement learning=强化学习
reinforcement=加固 增强；reinforced concrete=钢筋混凝土；relay protection=继电保护；release=释放；renewable energy=可再生能源；repair=修复
residual stress=残余应力；resistance=阻力 电阻；resonance=共振 谐振；resonator=谐振器；respiratory=呼吸；retaining wall=挡土墙
reverse osmosis=反渗透；rheology=流变；river=河流；risk=风险；risk assessment=风险评估；rock=岩石；rock burst=冲击地压 岩爆；rocket=火箭；root=根
rotation=旋转；roughness=粗糙度；routing=路由；safety=安全；salt=盐；salt tolerance=耐盐；sand=砂；scheduling=调度；screening=筛选
screw=螺杆 螺旋；sea cucumber=海参；seal=密封；sealing=密封；seaweed=海藻；brown algae=褐藻；selenium=硒；self healing=自修复
semantic segmentation=语义分割；semantic=语义；sensing=传感 感知；separation membrane=分离膜；servo=伺服；settlement=沉降；shear=剪切
sheet metal=板料；shell=壳；shield=盾构 屏蔽；shielding=屏蔽；shrinkage=收缩；silica=二氧化硅 硅；silicon=硅；silicon carbide=碳化硅
silicone=有机硅；silver=银；skin=皮肤；slag=炉渣 矿渣 渣；sliding mode=滑模；smart grid=智能电网；smart home=智能家居；smoke=烟雾 烟；snow=雪
sodium=钠；software=软件；soil moisture=土壤水分；solar energy=太阳能；solar=太阳能；solar thermal=光热 太阳能；solid state=固态
solid state battery=固态电池；solid waste=固体废物；solvent=溶剂；sorting=分选 分拣；space=空间；spectral=光谱；speech recognition=语音识别
speech=语音；spinal=脊柱 脊髓；spinning=纺丝 纺纱；spray drying=喷雾干燥；spring=弹簧；stabilizer=稳定剂；stainless steel=不锈钢；stamping=冲压
steam=蒸汽；steam turbine=汽轮机；steel=钢；steel structure=钢结构；steel bridge=钢桥；steering=转向；stepper motor=步进电机
sterilization=灭菌 杀菌；stirring=搅拌；straw=秸秆；structured light=结构光；structural health monitoring=结构健康监测；submarine=潜艇 海底
substrate=基质 基底 底物；subway=地铁；sugar=糖；sulfide=硫化物；sulfur=硫；superalloy=高温合金；superconducting=超导；supercritical=超临界
superhydrophobic=超疏水；supply chain=供应链；surface=表面；surface roughness=表面粗糙度；surface treatment=表面处理；surface defect=表面缺陷
surgical=手术；surgical robot=手术机器人；surveillance=监控；surveying=测绘；suspension system=悬架系统；swelling=溶胀 膨胀；switch=开关
switchgear=开关柜；synchronous=同步；tailings=尾矿；tank=罐 储罐；target recognition=目标识别；target=靶 目标；temperature=温度
temperature control=温度控制；temperature sensor=温度传感器；template=模板；tensile=拉伸；terahertz=太赫兹；textile=纺织；texture=纹理 质构
thermal=热；thermal conductivity=导热 热导率；thermal insulation=隔热 保温；thermal management=热管理；thermal runaway=热失控
thermoelectric=热电；thickness=厚度；three dimensional=三维；threshold=阈值；thrust=推力；tidal=潮汐；time delay=时滞；time series=时间序列
tire=轮胎；tyre=轮胎；titanium alloy=钛合金；titanium dioxide=二氧化钛；tobacco=烟草；tolerance=公差 耐受；tomato=番茄；tool wear=刀具磨损
torque=转矩 扭矩；toxicity=毒性；toxin=毒素；trace element=微量元素；traceability=追溯 溯源；track=轨道；tractor=拖拉机；train=列车；transgenic=转基因
transmission=传动 传输；transmission line=输电线路；transparent=透明；transplantation=移植；transportation=运输 交通；trajectory=轨迹
turbidity=浊度；turbulence=湍流；ultrafiltration=超滤；ultra wideband=超宽带；ultrasonic=超声 超声波；ultrasonic testing=超声检测
uncertainty=不确定；underground=地下；underwater robot=水下机器人；underwater acoustic=水声；unmanned surface vehicle=无人艇；urban=城市
urine=尿；vacuum=真空；valve control=阀控；vanadium battery=钒电池；vapor=蒸汽；vaporization=汽化；vector control=矢量控制；vegetable=蔬菜
vegetation=植被；vehicle dynamics=车辆动力学；ventilation=通风；vibration isolation=隔振；vibration reduction=减振；video=视频
viscosity=粘度 黏度；vision=视觉；visualization=可视化；vitamin=维生素；volatile organic compound=挥发性有机物；vortex=涡；waste=废弃物 废
waste water treatment=废水处理；wastewater treatment=废水处理 污水处理；sewage treatment=污水处理；water quality=水质；water treatment=水处理
waterproof=防水；watershed=流域；wave=波 波浪；wave energy=波浪能；waveguide=波导；wavelet=小波；wearable=可穿戴；weather=气象 天气；weaving=织造
weed=杂草；weight loss=减重 失重；wetland=湿地；wheel=车轮；wind=风；wind turbine=风力机 风电机组；wine=葡萄酒；wire rope=钢丝绳
wireless charging=无线充电；wireless sensor network=无线传感器网络；wood=木材；wound=创面 伤口；wound dressing=敷料；x ray=X射线；yeast=酵母
zeolite=沸石；zinc=锌；zirconia=氧化锆
`;

/** Phrase as written, with its Chinese words, most usual first. */
export function technicalEnglish(): [phrase: string, words: string[]][] {
  return TERMS.split(/[\n；]/)
    .map((entry) => entry.split('='))
    .filter((entry): entry is [string, string] => entry.length === 2)
    .map(([phrase, words]) => [phrase.trim(), words.trim().split(/\s+/)]);
}
