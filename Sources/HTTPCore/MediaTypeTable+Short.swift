// Written by tools/media-types/generate from Debian's media-types 10.0.0: `make media-types`.
extension MediaTypeTable {
  /// Extensions of up to three letters, 1051 of them, sorted by their bytes.
  package static let short: StaticString = """
    123=application/vnd.lotus-1-2-3 1km=application/vnd.1000minds.decision-model+xml
    210=application/p21 3dm=text/vnd.in3d.3dml 3g2=video/3gpp2 3gp=video/3gpp
    3mf=application/vnd.ms-3mfdocument 3tz=application/vnd.maxar.archive.3tz+zip 726=audio/32kadpcm
    7z=application/x-7z-compressed a=text/vnd.a a2l=application/a2l aa3=audio/atrac3 aac=audio/aac
    aal=audio/atrac-advanced-lossless abc=text/vnd.abc abw=application/x-abiword
    ac=application/pkix-attr-cert ac2=application/vnd.banana-accounting ac3=audio/ac3
    acc=application/vnd.americandynamics.acc acn=audio/asc acu=application/vnd.acucobol
    aep=application/vnd.audiograph afp=application/vnd.afpc.modca age=application/vnd.age
    ai=application/postscript aif=audio/aiff ait=application/vnd.dvb.ait alc=chemical/x-alchemy
    ami=application/vnd.amiga.ami aml=application/aml amr=audio/amr anx=application/annodex
    apk=application/vnd.android.package-archive apr=application/vnd.lotus-approach
    art=message/rfc822 asc=application/pgp-keys asf=application/vnd.ms-asf asn=chemical/x-ncbi-asn1
    aso=application/vnd.accpac.simply.aso ass=audio/aac at3=audio/atrac3
    atc=application/vnd.acucorp atf=application/atf atx=audio/atrac-x au=audio/basic
    auc=application/tamp-apex-update-confirm avi=video/x-msvideo awb=audio/amr-wb axa=audio/annodex
    axv=video/annodex azf=application/vnd.airzip.filesecure.azf
    azs=application/vnd.airzip.filesecure.azs azv=image/vnd.airzip.accelerator.azv
    b=chemical/x-molconn-z b16=image/vnd.pco.b16 bak=application/x-trash
    bar=application/vnd.qualcomm.brew-app-res bat=application/x-msdos-program
    bdm=application/vnd.syncml.dm+wbxml bed=application/vnd.realvnc.bed
    bh2=application/vnd.fujitsu.oasysprs bib=text/x-bibtex bik=video/vnd.radgamettools.bink
    bin=application/octet-stream bk2=video/vnd.radgamettools.bink bkm=application/vnd.nervana
    bmi=application/vnd.bmi bmp=image/bmp boo=text/x-boo box=application/vnd.previewsystems.box
    bpd=application/vnd.hbci br=application/x-brotli brf=text/plain bsd=chemical/x-crossfire
    bsp=model/vnd.valve.source.compiled-map btf=image/prs.btif bz2=application/x-bzip2
    c=text/x-csrc c++=text/x-c++src c3d=chemical/x-chem3d c4d=application/vnd.clonk.c4group
    c4f=application/vnd.clonk.c4group c4g=application/vnd.clonk.c4group
    c4p=application/vnd.clonk.c4group c4u=application/vnd.clonk.c4group
    c9r=application/vnd.cryptomator.encrypted c9s=application/vnd.cryptomator.encrypted
    cab=application/vnd.ms-cab-compressed cac=chemical/x-cache cap=application/vnd.tcpdump.pcap
    car=application/vnd.ipld.car cat=application/vnd.ms-pki.seccat
    cbr=application/vnd.comicbook-rar cbz=application/vnd.comicbook+zip cc=text/x-c++src
    ccc=text/vnd.net2phone.commcenter.command cda=application/x-cdf cdf=application/x-cdf
    cdr=image/x-coreldraw cdt=image/x-coreldrawtemplate cdx=chemical/x-cdx
    cdy=application/vnd.cinderella cea=application/cea cef=chemical/x-cxf cer=application/pkix-cert
    cgm=image/cgm chm=application/vnd.ms-htmlhelp cif=application/vnd.multiad.creator.cif
    cii=application/vnd.anser-web-certificate-issue-initiation cil=application/vnd.ms-artgalry
    cjs=text/javascript cl=application/simple-filter+xml cla=application/vnd.claymore
    cld=model/vnd.cld cls=text/x-tex cmc=application/vnd.cosmocaller cml=application/cellml+xml
    cmp=application/vnd.yellowriver-custom-menu cnd=text/jcr-cnd cod=application/vnd.rim.cod
    com=application/x-msdos-program cpa=chemical/x-compass cpl=application/cpl+xml
    cpp=text/x-c++src cpt=application/mac-compactpro cql=text/cql cr2=image/x-canon-cr2
    crl=application/pkix-crl crt=application/x-x509-ca-cert crw=image/x-canon-crw csd=audio/csound
    csf=chemical/x-cache-csf csh=application/x-csh csl=application/vnd.citationstyles.style+xml
    csm=chemical/x-csml csp=application/vnd.commonspace css=text/css
    cst=application/vnd.commonspace csv=text/csv ctx=chemical/x-ctx cu=application/cu-seeme
    cub=chemical/x-gaussian-cube cuc=application/tamp-community-update-confirm
    cur=image/vnd.microsoft.icon cw=application/prs.cww cwl=application/cwl cww=application/prs.cww
    cxf=chemical/x-cxf cxx=text/x-c++src d=text/x-dsrc dae=model/vnd.collada+xml
    daf=application/vnd.mobius.daf dbf=application/vnd.dbf dcd=application/dcd
    dcm=application/dicom dcr=application/x-director dd2=application/vnd.oma.dd2+xml
    ddd=application/vnd.fujixerox.ddd ddf=application/vnd.syncml.dmddf+xml
    deb=application/vnd.debian.binary-package dif=video/dv dii=application/dii
    dim=application/vnd.fastcopy-disk-image dir=application/x-director
    dis=application/vnd.mobius.dis dit=application/dit djv=image/vnd.djvu
    dl=application/vnd.datalog dll=application/x-msdos-program dls=audio/dls
    dmg=application/x-apple-diskimage dmp=application/vnd.tcpdump.pcap dms=text/vnd.dmclientscript
    dna=application/vnd.dna doc=application/msword dor=model/vnd.gdl dot=text/vnd.graphviz
    dp=application/vnd.osgi.dp dpg=application/vnd.dpgraph dpx=image/dpx dsc=text/prs.lines.tag
    dsm=application/vnd.desmume.movie dtd=application/xml-dtd dts=audio/vnd.dts dv=video/dv
    dvb=video/vnd.dvb.file dvc=application/dvcs dvi=application/x-dvi dwd=application/atsc-dwd+xml
    dwf=model/vnd.dwf dwg=image/vnd.dwg dx=chemical/x-jcamp-dx dxf=image/vnd.dxf
    dxp=application/vnd.spotfire.dxp dxr=application/x-director dzr=application/vnd.dzr
    edm=application/vnd.novadigm.edm edx=application/vnd.novadigm.edx efi=application/efi
    ei6=application/vnd.pg.osasli eln=application/vnd.eln+zip emb=chemical/x-embl-dl-nucleotide
    emf=image/emf eml=message/rfc822 emm=application/vnd.ibm.electronic-media
    ent=application/xml-external-parsed-entity enw=audio/evrcnw eol=audio/vnd.digital-winds
    eot=application/vnd.ms-fontobject ep=application/vnd.bluetooth.ep.oob
    eps=application/postscript erf=image/x-epson-erf es=text/javascript
    es3=application/vnd.eszigno3+xml esa=application/vnd.osgi.subsystem
    esf=application/vnd.epson.esf et3=application/vnd.eszigno3+xml etx=text/x-setext
    evb=audio/evrcb evc=audio/evrc evw=audio/evrcwb exe=application/x-msdos-program
    exi=application/exi exp=application/express exr=image/aces ext=application/vnd.novadigm.ext
    ez=application/andrew-inset ez2=application/vnd.ezpix-album ez3=application/vnd.ezpix-package
    fb=application/x-maker fbs=image/vnd.fastbidsheet fch=chemical/x-gaussian-checkpoint
    fcs=application/vnd.isac.fcs fdf=application/fdf fdt=application/fdt+xml
    fg5=application/vnd.fujitsu.oasysgp fig=application/x-xfig fit=image/fits
    fla=application/vnd.dtg.local.flash flb=application/vnd.ficlab.flb+zip fli=video/fli
    flo=application/vnd.micrografx.flo flt=text/vnd.ficlab.flt flv=video/x-flv
    flw=application/vnd.kde.kivio flx=text/vnd.fmi.flexstor fly=text/vnd.fly
    fm=application/vnd.framemaker fo=application/vnd.software602.filler.form+xml fpx=image/vnd.fpx
    frm=application/vnd.ufdl fsc=application/vnd.fsc.weblaunch fst=image/vnd.fst
    ftc=application/vnd.fluxtime.clip fti=application/vnd.anser-web-funds-transfer-initiation
    fts=image/fits fvt=video/vnd.fvt fxp=application/vnd.adobe.fxp fzs=application/vnd.fuzzysheet
    g2w=application/vnd.geoplan g3w=application/vnd.geospace gac=application/vnd.groove-account
    gal=chemical/x-gaussian-log gam=chemical/x-gamess-input gan=application/x-ganttproject
    gau=chemical/x-gaussian-input gbr=application/rpki-ghostbusters gcd=text/x-pcs-gcd
    gcf=application/x-graphing-calculator gcg=chemical/x-gcg8-sequence gdl=model/vnd.gdl
    gdz=application/vnd.familysearch.gedcom+zip ged=text/vnd.familysearch.gedcom
    gen=chemical/x-genbank geo=application/vnd.dynageo gex=application/vnd.geometry-explorer
    gf=application/x-tex-gf ggb=application/vnd.geogebra.file ggs=application/vnd.geogebra.slides
    ggt=application/vnd.geogebra.tool ghf=application/vnd.groove-help gif=image/gif
    gim=application/vnd.groove-identity-message gjc=chemical/x-gaussian-input
    gjf=chemical/x-gaussian-input gl=video/gl glb=model/gltf-binary gml=application/gml+xml
    gph=application/vnd.flographit gpt=chemical/x-mopac-graph gqf=application/vnd.grafeq
    gqs=application/vnd.grafeq grd=application/vnd.gentics.grd+json
    gre=application/vnd.geometry-explorer grv=application/vnd.groove-injector
    gsf=application/x-font gsm=model/vnd.gdl gtm=application/vnd.groove-tool-message
    gtw=model/vnd.gtw gv=text/vnd.graphviz gxt=application/vnd.geonext gz=application/gzip
    h=text/x-chdr h++=text/x-c++hdr hal=application/vnd.hal+xml hbc=application/vnd.hbci
    hdf=application/x-hdf hdr=image/vnd.radiance hdt=application/vnd.hdt hgl=text/vnd.hgl
    hh=text/x-c++hdr hif=image/avif hin=chemical/x-hin hpi=application/vnd.hp-hpid
    hpp=text/x-c++hdr hps=application/vnd.hp-hps hqx=application/mac-binhex40 hs=text/x-haskell
    hta=application/hta htc=text/x-component htm=text/html hvd=application/vnd.yamaha.hv-dic
    hvp=application/vnd.yamaha.hv-voice hvs=application/vnd.yamaha.hv-script hwp=application/x-hwp
    hxx=text/x-c++hdr i2g=application/vnd.intergeo ic0=application/vnd.commerce-battelle
    ic1=application/vnd.commerce-battelle ic2=application/vnd.commerce-battelle
    ic3=application/vnd.commerce-battelle ic4=application/vnd.commerce-battelle
    ic5=application/vnd.commerce-battelle ic6=application/vnd.commerce-battelle
    ic7=application/vnd.commerce-battelle ic8=application/vnd.commerce-battelle
    ica=application/x-ica icc=application/vnd.iccprofile icd=application/vnd.commerce-battelle
    icf=application/vnd.commerce-battelle icm=application/vnd.iccprofile
    ico=image/vnd.microsoft.icon ics=text/calendar ief=image/ief ifb=text/calendar
    ifc=application/p21 ifm=application/vnd.shana.informed.formdata igl=application/vnd.igloader
    igm=application/vnd.insors.igm ign=application/vnd.coreos.ignition+json igs=model/iges
    igx=application/vnd.micrografx.igx iif=application/vnd.shana.informed.interchange
    iii=application/x-iphone imf=application/vnd.imagemeter.folder+zip
    imi=application/vnd.imagemeter.image+zip imp=application/vnd.accpac.simply.imp
    ims=application/vnd.ms-ims ink=application/inkml+xml inp=chemical/x-gamess-input
    ins=application/x-internet-signup ipk=application/vnd.shana.informed.package
    irm=application/vnd.ibm.rights-management irp=application/vnd.irepository.package+xml
    ism=model/vnd.gdl iso=application/x-iso9660-image isp=application/x-internet-signup
    ist=chemical/x-isostar itp=application/vnd.shana.informed.formtemplate its=application/its+xml
    ivp=application/vnd.immervision-ivp ivu=application/vnd.immervision-ivu
    jad=text/vnd.sun.j2me.app-descriptor jam=application/vnd.jam jar=application/java-archive
    jdx=chemical/x-jcamp-dx jhc=image/jphc jls=image/jls jlt=application/vnd.hp-jlyt
    jmz=application/x-jmol jng=image/x-jng jp2=image/jp2 jpe=image/jpeg jpf=image/jpx
    jpg=image/jpeg jph=image/jph jpm=image/jpm jpx=image/jpx jrd=application/jrd+json
    js=text/javascript jt=model/jt jtd=text/vnd.esmertec.theme-descriptor jxl=image/jxl
    jxr=image/jxr jxs=image/jxs kcm=application/vnd.nervana key=application/pgp-keys
    kfo=application/vnd.kde.kformula kia=application/vnd.kidspiration
    kil=application/x-killustrator kin=chemical/x-kinemage kml=application/vnd.google-earth.kml+xml
    kmz=application/vnd.google-earth.kmz kne=application/vnd.kinar knp=application/vnd.kinar
    kom=application/vnd.hbci kon=application/vnd.kde.kontour koz=audio/vnd.audiokoz
    kpr=application/vnd.kde.kpresenter kpt=application/vnd.kde.kpresenter
    ksp=application/vnd.kde.kspread ktr=application/vnd.kahootz ktx=image/ktx
    ktz=application/vnd.kahootz kwd=application/vnd.kde.kword kwt=application/vnd.kde.kword
    l16=audio/l16 las=application/vnd.las lbc=audio/ilbc
    lbd=application/vnd.llamagraphics.life-balance.desktop
    lbe=application/vnd.llamagraphics.life-balance.exchange+xml
    lca=application/vnd.logipipe.circuit+zip lcs=application/vnd.logipipe.circuit+zip
    le=application/vnd.bluetooth.le.oob les=application/vnd.hhe.lesson-player
    lgr=application/lgr+xml lha=application/x-lha lhs=text/x-literate-haskell
    lin=application/bbolin lmp=model/vnd.gdl log=text/plain lpf=application/lpf+zip
    lrm=application/vnd.ms-lrm lsf=video/x-la-asf lsx=video/x-la-asf ltx=text/x-tex
    lvp=audio/vnd.lucent.voice lwp=application/vnd.lotus-wordpro lxf=application/lxf
    ly=text/x-lilypond lyx=application/x-lyx lzh=application/x-lzh lzx=application/x-lzx
    m=application/vnd.wolfram.mathematica.package m1v=video/mpeg m21=application/mp21
    m2v=video/mpeg m3g=application/m3g m3u=audio/mpegurl m4a=audio/mp4 m4s=video/iso.segment
    m4u=video/vnd.mpegurl m4v=video/mp4 ma=application/mathematica mag=application/vnd.ecowin.chart
    man=application/x-troff-man map=application/json mb=application/mathematica
    mbk=application/vnd.mobius.mbk mc1=application/vnd.medcalcdata mc2=text/vnd.senx.warpscript
    mcd=application/vnd.mcd mcm=chemical/x-macmolecule md=text/markdown mdb=application/msaccess
    mdc=application/vnd.marlin.drm.mdcf mdi=image/vnd.ms-modi me=application/x-troff-me
    mf4=application/mf4 mfm=application/vnd.mfmp mft=application/rpki-manifest
    mgp=application/vnd.osgeo.mapguide.package mgz=application/vnd.proteus.magazine mid=audio/midi
    mif=application/vnd.mif miz=text/mizar mj2=video/mj2 mjs=text/javascript mkv=video/matroska
    ml2=application/vnd.sybyl.mol2 mlp=audio/vnd.dolby.mlp mm=application/x-freemind
    mmd=application/vnd.chipnuts.karaoke-mmd mmf=application/vnd.smaf mml=application/mathml+xml
    mmr=image/vnd.fujixerox.edmics-mmr mng=video/x-mng moc=text/x-moc mod=application/xml-dtd
    mol=chemical/x-mdl-molfile moo=chemical/x-mopac-out mop=chemical/x-mopac-input
    mov=video/quicktime mp1=audio/mpeg mp2=audio/mpeg mp3=audio/mpeg mp4=video/mp4
    mpc=application/vnd.mophun.certificate mpd=application/dash+xml mpe=video/mpeg
    mpf=text/vnd.ms-mediapackage mpg=video/mpeg mph=application/x-comsol
    mpm=application/vnd.blueice.multipass mpn=application/vnd.mophun.application
    mpp=application/vnd.ms-project mpt=application/vnd.ms-project mpv=video/x-matroska
    mpw=application/vnd.exstream-empower+zip mpy=application/vnd.ibm.minipay
    mqy=application/vnd.mobius.mqy mrc=application/marc ms=application/x-troff-ms
    msa=application/vnd.msa-disk-image msd=application/vnd.fdsn.mseed msf=application/vnd.epson.msf
    msh=model/mesh msi=application/x-msi msl=application/vnd.mobius.msl msm=model/vnd.gdl
    msp=application/octet-stream msu=application/octet-stream mtl=model/mtl mts=model/vnd.mts
    mus=application/vnd.musician mvb=chemical/x-mopac-vib mvt=application/vnd.mapbox-vector-tile
    mwc=application/vnd.dpgraph mwf=application/vnd.mfer mxf=application/mxf
    mxi=application/vnd.vd-study mxl=application/vnd.recordare.musicxml
    mxs=application/vnd.triscape.mxs mxu=video/vnd.mpegurl n3=text/n3
    nb=application/vnd.wolfram.mathematica nbp=application/vnd.wolfram.player
    nc=application/x-netcdf ndc=application/vnd.osa.netdeploy ndl=application/vnd.lotus-notes
    nds=application/vnd.nintendo.nitro.rom nef=image/x-nikon-nef
    nim=video/vnd.nokia.interleaved-multimedia nlu=application/vnd.neurolanguage.nlu
    nml=application/vnd.enliven nnd=application/vnd.noblenet-directory
    nns=application/vnd.noblenet-sealer nnw=application/vnd.noblenet-web nq=application/n-quads
    ns2=application/vnd.lotus-notes ns3=application/vnd.lotus-notes ns4=application/vnd.lotus-notes
    nsf=application/vnd.lotus-notes nsg=application/vnd.lotus-notes nsh=application/vnd.lotus-notes
    nt=application/n-triples ntf=application/vnd.lotus-notes nwc=application/x-nwc
    o=application/x-object oa2=application/vnd.fujitsu.oasys2 oa3=application/vnd.fujitsu.oasys3
    oas=application/vnd.fujitsu.oasys obg=application/vnd.openblox.game-binary obj=model/obj
    oda=application/oda odb=application/vnd.oasis.opendocument.base
    odc=application/vnd.oasis.opendocument.chart odd=application/tei+xml
    odf=application/vnd.oasis.opendocument.formula odg=application/vnd.oasis.opendocument.graphics
    odi=application/vnd.oasis.opendocument.image odm=application/vnd.oasis.opendocument.text-master
    odp=application/vnd.oasis.opendocument.presentation
    ods=application/vnd.oasis.opendocument.spreadsheet odt=application/vnd.oasis.opendocument.text
    odx=application/odx oeb=application/vnd.openeye.oeb oga=audio/ogg ogg=audio/ogg ogv=video/ogg
    ogx=application/ogg old=application/x-trash omg=audio/atrac3 one=application/onenote
    opf=application/oebps-package+xml or2=application/vnd.lotus-organizer
    or3=application/vnd.lotus-organizer orc=audio/csound orf=image/x-olympus-orf
    org=application/vnd.lotus-organizer orq=application/ocsp-request ors=application/ocsp-response
    osf=application/vnd.yamaha.openscoreformat osm=application/vnd.openstreetmap.data+xml
    ota=application/vnd.android.ota otc=application/vnd.oasis.opendocument.chart-template
    otf=font/otf otg=application/vnd.oasis.opendocument.graphics-template
    oth=application/vnd.oasis.opendocument.text-web
    oti=application/vnd.oasis.opendocument.image-template
    otp=application/vnd.oasis.opendocument.presentation-template
    ots=application/vnd.oasis.opendocument.spreadsheet-template
    ott=application/vnd.oasis.opendocument.text-template ovl=application/vnd.afpc.modca-overlay
    oxt=application/vnd.openofficeorg.extension oza=application/x-oz-application p=text/x-pascal
    p10=application/pkcs10 p12=application/pkcs12 p21=application/p21 p2p=application/vnd.wfa.p2p
    p7c=application/pkcs7-mime p7m=application/pkcs7-mime p7r=application/x-pkcs7-certreqresp
    p7s=application/pkcs7-signature p7z=application/pkcs7-mime p8=application/pkcs8
    p8e=application/pkcs8-encrypted pac=application/x-ns-proxy-autoconfig pas=text/x-pascal
    pat=image/x-coreldrawpattern paw=application/vnd.pawaafile pbd=application/vnd.powerbuilder6
    pbm=image/x-portable-bitmap pcf=application/x-font-pcf pcl=application/vnd.hp-pcl
    pcx=image/vnd.zbrush.pcx pdb=application/vnd.palm pdf=application/pdf pdx=application/pdx
    pem=application/pem-certificate-chain pfa=application/x-font pfb=application/x-font
    pfr=application/font-tdpfr pfx=application/pkcs12 pgb=image/vnd.globalgraphics.pgb
    pgm=image/x-portable-graymap pgn=application/vnd.chess-pgn pgp=application/pgp-encrypted
    pil=application/vnd.piaccess.application-licence pk=application/x-tex-pk
    pkd=application/vnd.hbci pkg=application/vnd.apple.installer+xml pki=application/pkixcmp
    pl=text/x-perl plb=application/vnd.3gpp.pic-bw-large plc=application/vnd.mobius.plc
    plf=application/vnd.pocketlearn plj=audio/vnd.everad.plj plp=application/vnd.panoply
    pls=audio/x-scpls pm=text/x-perl pml=application/vnd.ctc-posml png=image/png
    pnm=image/x-portable-anymap pot=text/plain ppd=application/vnd.cups-ppd
    ppm=image/x-portable-pixmap pps=application/vnd.ms-powerpoint ppt=application/vnd.ms-powerpoint
    pqa=application/vnd.palm prc=model/prc pre=application/vnd.lotus-freelance
    prf=application/pics-rules prt=chemical/x-ncbi-asn1-ascii prz=application/vnd.lotus-freelance
    ps=application/postscript psb=application/vnd.3gpp.pic-bw-small psd=image/vnd.adobe.photoshop
    psg=application/vnd.afpc.modca-pagesegment pt=application/vnd.snesdev-page-table
    pti=image/prs.pti pub=application/vnd.exstream-package pvb=application/vnd.3gpp.pic-bw-var
    pwn=application/vnd.3m.post-it-notes py=text/x-python pya=audio/vnd.ms-playready.media.pya
    pyc=application/x-python-code pyo=application/x-python-code
    pyv=video/vnd.ms-playready.media.pyv qam=application/vnd.epson.quickanime
    qbo=application/vnd.intu.qbo qca=application/vnd.ericsson.quickcall qcp=audio/evrc-qcp
    qfx=application/vnd.intu.qfx qgs=application/x-qgis qps=application/vnd.publishare-delta-tree
    qt=video/quicktime qtl=application/x-quicktimeplayer qvd=application/vnd.theqvd
    qwd=application/vnd.quark.quarkxpress qwt=application/vnd.quark.quarkxpress
    qxb=application/vnd.quark.quarkxpress qxd=application/vnd.quark.quarkxpress
    qxl=application/vnd.quark.quarkxpress qxt=application/vnd.quark.quarkxpress
    ra=audio/x-pn-realaudio ram=audio/x-pn-realaudio rar=application/vnd.rar ras=image/x-cmu-raster
    rb=application/x-ruby rct=application/prs.nprend rd=chemical/x-mdl-rdfile
    rdf=application/rdf+xml rdp=application/x-rdp rdz=application/vnd.data-vision.rdz
    rep=application/vnd.businessobjects rgb=image/x-rgb rif=application/reginfo+xml
    rip=audio/vnd.rip rl=application/resource-lists+xml rlc=image/vnd.fujixerox.edmics-rlc
    rld=application/resource-lists-diff+xml rlm=application/vnd.resilient.logic
    rm=audio/x-pn-realaudio rms=application/vnd.jcp.javame.midlet-rms
    rnc=application/relax-ng-compact-syntax rnd=application/prs.nprend roa=application/rpki-roa
    ros=chemical/x-rosdal rp9=application/vnd.cloanto.rp9 rpm=application/x-redhat-package-manager
    rq=application/sparql-query rs=application/rls-services+xml rsm=model/vnd.gdl
    rss=application/rss+xml rst=text/prs.fallenstein.rst rtf=application/rtf
    rxn=chemical/x-mdl-rxnfile rxt=application/vnd.medicalholodeck.recordxr
    s11=video/vnd.sealed.mpeg1 s14=video/vnd.sealed.mpeg4
    s1a=application/vnd.sealedmedia.softseal.pdf s1e=application/vnd.sealed.xls
    s1g=image/vnd.sealedmedia.softseal.gif s1h=application/vnd.sealedmedia.softseal.html
    s1j=image/vnd.sealedmedia.softseal.jpg s1m=audio/vnd.sealedmedia.softseal.mpeg
    s1n=image/vnd.sealed.png s1p=application/vnd.sealed.ppt s1q=video/vnd.sealedmedia.softseal.mov
    s1w=application/vnd.sealed.doc sac=application/tamp-sequence-adjust-confirm
    saf=application/vnd.yamaha.smaf-audio sam=application/vnd.lotus-wordpro sar=application/vnd.sar
    sc=application/vnd.ibm.secure-container scd=application/vnd.scribus
    sce=application/vnd.etsi.asic-e+zip sci=application/x-scilab scl=application/vnd.sycle+xml
    scm=application/vnd.lotus-screencam sco=audio/csound scq=application/scvp-cv-request
    scr=application/x-silverlight scs=application/scvp-cv-response sd=chemical/x-mdl-sdfile
    sd2=audio/x-sd2 sda=application/vnd.stardivision.draw sdc=application/vnd.stardivision.calc
    sdd=application/vnd.stardivision.impress sdf=application/vnd.kinar
    sdo=application/vnd.sealed.doc sdp=application/sdp sds=application/vnd.stardivision.chart
    sdw=application/vnd.stardivision.writer see=application/vnd.seemail
    sem=application/vnd.sealed.eml ser=application/java-serialized-object
    sfc=application/vnd.nintendo.snes.rom sfd=application/vnd.font-fontforge-sfd
    sfs=application/vnd.spotfire.sfs sfv=text/x-sfv sgf=application/x-go-sgf
    sgi=image/vnd.sealedmedia.softseal.gif sgl=application/vnd.stardivision.writer-global
    sgm=text/sgml sh=application/x-sh shc=text/shaclc shf=application/shf+xml
    shp=application/vnd.shp shx=application/vnd.shx si=text/vnd.wap.si sic=application/vnd.wap.sic
    sid=audio/prs.sid sig=application/pgp-signature sik=application/x-trash
    sis=application/vnd.symbian.install sit=application/x-stuffit siv=application/sieve
    sjp=image/vnd.sealedmedia.softseal.jpg skd=application/vnd.koan skm=application/vnd.koan
    skp=application/vnd.koan skt=application/vnd.koan sl=text/vnd.wap.sl
    sla=application/vnd.scribus slc=application/vnd.wap.slc sls=application/route-s-tsid+xml
    slt=application/vnd.epson.salt sm=application/vnd.stepmania.stepchart
    smc=application/vnd.nintendo.snes.rom smf=application/vnd.stardivision.math
    smh=application/vnd.sealed.mht smi=application/smil+xml smk=video/vnd.radgamettools.smacker
    sml=application/smil+xml smo=video/vnd.sealedmedia.softseal.mov
    smp=audio/vnd.sealedmedia.softseal.mpeg sms=application/vnd.3gpp2.sms smv=audio/smv
    snd=audio/basic soa=text/dns soc=application/sgml-open-catalog sos=text/vnd.sosi
    spc=chemical/x-galactic-spc spd=application/vnd.sealedmedia.softseal.pdf
    spf=application/vnd.yamaha.smaf-phrase spl=application/futuresplash spn=image/vnd.sealed.png
    spo=text/vnd.in3d.spot spp=application/scvp-vp-response spq=application/scvp-vp-request
    spx=audio/ogg sql=application/sql sr=application/vnd.sigrok.session
    src=application/x-wais-source srt=application/x-subrip sru=application/sru+xml
    srx=application/sparql-results+xml sse=application/vnd.kodak-descriptor
    ssf=application/vnd.epson.ssf ssv=application/vnd.shade-save-file ssw=video/vnd.sealed.swf
    st=application/vnd.sailingtracker.track stc=application/vnd.sun.xml.calc.template
    std=application/vnd.sun.xml.draw.template stf=application/vnd.wt.stf
    sti=application/vnd.sun.xml.impress.template stk=application/hyperstudio stl=model/stl
    stp=model/step str=application/vnd.pg.format stw=application/vnd.sun.xml.writer.template
    sty=text/x-tex sus=application/vnd.sus-calendar svc=application/vnd.dvb.service
    svg=image/svg+xml sw=chemical/x-swissprot swf=application/vnd.adobe.flash.movie
    swi=application/vnd.aristanetworks.swi sxc=application/vnd.sun.xml.calc
    sxd=application/vnd.sun.xml.draw sxg=application/vnd.sun.xml.writer.global
    sxi=application/vnd.sun.xml.impress sxl=application/vnd.sealed.xls
    sxm=application/vnd.sun.xml.math sxw=application/vnd.sun.xml.writer
    sy2=application/vnd.sybyl.mol2 t=text/troff tag=text/prs.lines.tag tam=application/vnd.onepager
    tao=application/vnd.tao.intent-module-archive tap=image/vnd.tencent.tap tar=application/x-tar
    tat=application/vnd.onepagertat tau=application/tamp-apex-update
    taz=application/x-gtar-compressed tcl=application/x-tcl tcu=application/tamp-community-update
    td=application/urc-targetdesc+xml tei=application/tei+xml ter=application/tamp-error
    tex=text/x-tex tfi=application/thraud+xml tfx=image/tiff-fx tgf=chemical/x-mdl-tgf
    tgz=application/gzip tif=image/tiff tk=text/x-tcl tm=text/texmacs
    tmo=application/vnd.tmobile-livetv tnf=application/vnd.ms-tnef
    tpl=application/vnd.groove-tool-template tpt=application/vnd.trid.tpt tr=text/troff
    tra=application/vnd.trueapp ts=video/mp2t tsa=application/tamp-sequence-adjust
    tsd=application/timestamped-data tsp=application/dsptype tsq=application/timestamp-query
    tsr=application/timestamp-reply tst=application/vnd.etsi.timestamp-token
    tsv=text/tab-separated-values ttc=font/collection ttf=font/ttf ttl=text/turtle
    tuc=application/tamp-update-confirm tur=application/tamp-update
    twd=application/vnd.simtech-mindmapper txd=application/vnd.genomatix.tuxedo
    txf=application/vnd.mobius.txf txt=text/plain u3d=model/u3d ufd=application/vnd.ufdl
    uis=application/urc-uisocketdesc+xml umj=application/vnd.umajin uo=application/vnd.uoml+xml
    upa=application/vnd.hbci uri=text/uri-list utz=application/vnd.uiq.theme
    uva=audio/vnd.dece.audio uvd=application/vnd.dece.data uvf=application/vnd.dece.data
    uvg=image/vnd.dece.graphic uvh=video/vnd.dece.hd uvi=image/vnd.dece.graphic
    uvm=video/vnd.dece.mobile uvp=video/vnd.dece.pd uvs=video/vnd.dece.sd
    uvt=application/vnd.dece.ttml+xml uvu=video/vnd.dece.mp4 uvv=video/vnd.dece.video
    uvx=application/vnd.dece.unspecified uvz=application/vnd.dece.zip
    val=chemical/x-ncbi-asn1-binary vbk=audio/vnd.nortel.vbk vcd=application/x-cdlink
    vcf=text/vcard vcg=application/vnd.groove-vcard vcj=application/voucher-cms+json
    vcs=text/x-vcalendar vcx=application/vnd.vcx vds=model/vnd.sap.vds
    ves=application/vnd.ves.encrypted vew=application/vnd.lotus-approach vfk=text/vnd.exchangeable
    vfr=application/vnd.tml vis=application/vnd.visionary viv=video/vnd.vivo vmd=chemical/x-vmd
    vms=chemical/x-vamas-iso14976 vmt=application/vnd.valve.source.material
    vpm=multipart/voice-message vrm=model/vrml vsc=application/vnd.vidsoft.vidconference
    vsd=application/vnd.visio vsf=application/vnd.vsf vss=application/vnd.visio
    vst=application/vnd.visio vsw=application/vnd.visio vtf=image/vnd.valve.source.texture
    vtt=text/vtt vtu=model/vnd.vtu vwx=application/vnd.vectorworks wad=application/x-doom
    wav=audio/wav wax=audio/x-ms-wax wbs=application/vnd.criticaltools.wbs+xml
    wcm=application/vnd.ms-works wdb=application/vnd.ms-works wg=application/vnd.pmi.widget
    wgt=application/widget wif=application/watcherinfo+xml win=model/vnd.gdl wk=application/x-123
    wk1=application/vnd.lotus-1-2-3 wk3=application/vnd.lotus-1-2-3 wk4=application/vnd.lotus-1-2-3
    wks=application/vnd.ms-works wm=video/x-ms-wm wma=audio/x-ms-wma wmc=application/vnd.wmc
    wmd=application/x-ms-wmd wmf=image/wmf wml=text/vnd.wap.wml wmv=video/x-ms-wmv
    wmx=video/x-ms-wmx wmz=application/x-ms-wmz wpd=application/vnd.wordperfect
    wpl=application/vnd.ms-wpl wps=application/vnd.ms-works wqd=application/vnd.wqd wrl=model/vrml
    wsc=application/vnd.wfa.wsc wtb=application/vnd.webturbo wv=application/vnd.wv.csp+wbxml
    wvx=video/x-ms-wvx wz=application/x-wingz x3d=model/x3d+xml
    x_b=model/vnd.parasolid.transmit.binary x_t=model/vnd.parasolid.transmit.text
    xar=application/vnd.xara xav=application/xcap-att+xml
    xbd=application/vnd.fujixerox.docuworks.binder xbm=image/x-xbitmap
    xca=application/xcap-caps+xml xcf=image/x-xcf xcs=application/calendar+xml
    xct=application/vnd.fujixerox.docuworks.container xdd=application/bacnet-xdd+zip
    xdf=application/xcap-diff+xml xdm=application/vnd.syncml.dm+xml
    xdp=application/vnd.adobe.xdp+xml xdw=application/vnd.fujixerox.docuworks
    xel=application/xcap-el+xml xer=application/xcap-error+xml xfd=application/vnd.xfdl
    xhe=audio/usac xht=application/xhtml+xml xif=image/vnd.xiff xla=application/vnd.ms-excel
    xlc=application/vnd.ms-excel xlf=application/xliff+xml xlm=application/vnd.ms-excel
    xls=application/vnd.ms-excel xlt=application/vnd.ms-excel xlw=application/vnd.ms-excel
    xml=application/xml xns=application/xcap-ns+xml xo=application/vnd.olpc-sugar
    xop=application/xop+xml xpi=application/x-xpinstall xpm=image/x-xpixmap
    xpr=application/vnd.is-xpr xps=application/vnd.ms-xpsdocument
    xpw=application/vnd.intercon.formnet xpx=application/vnd.intercon.formnet
    xsf=application/prs.xsf+xml xsl=application/xslt+xml xsm=application/vnd.syncml+xml
    xul=application/vnd.mozilla.xul+xml xvm=application/xv+xml xwd=image/x-xwindowdump
    xyz=chemical/x-xyz xz=application/x-xz yin=application/yin+xml yme=application/vnd.yaoweme
    yml=application/yaml yt=video/vnd.youtube.yt zaz=application/vnd.zzazz.deck+xml
    zfc=application/vnd.filmit.zfc zfo=application/vnd.software602.filler.form-xml-zip
    zip=application/zip zir=application/vnd.zul zmm=application/vnd.handheld-entertainment+xml
    zmt=chemical/x-mopac-input zst=application/zstd
    """
}
